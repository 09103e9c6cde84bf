using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>What a store must hold by MLflow's own reading of it (<c>expected.json</c>): every experiment, run and model is a case.</summary>
internal static class ExpectedContent
{
    public static IEnumerable<CaseOutcome> Compare(ITrackingStore store, string expectedPath)
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(expectedPath));
        JsonElement[] experiments = [.. expected.RootElement.GetProperty("experiments").EnumerateArray()];
        PagedList<Experiment> all = store.SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All }).GetAwaiter().GetResult();
        yield return Outcome("all experiments", Same("number", experiments.Length, all.Items.Count) ?? Same("warnings", "", string.Join('\n', all.Warnings)));
        foreach (JsonElement experiment in experiments)
        {
            string id = experiment.GetProperty("experiment_id").GetString()!;
            yield return Outcome(id, Guarded(() => CompareExperiment(store.GetExperimentAsync(id).GetAwaiter().GetResult(), experiment)));
            yield return Outcome(id + " runs", Guarded(() => CompareRunIds(store, id, experiment)));
            foreach (JsonElement run in experiment.GetProperty("runs").EnumerateArray())
            {
                string runId = run.GetProperty("run_id").GetString()!;
                yield return Outcome(runId, Guarded(() => CompareRun(store, runId, run).GetAwaiter().GetResult()));
            }

            if (experiment.TryGetProperty("logged_models", out JsonElement models))
            {
                foreach (JsonElement model in models.EnumerateArray())
                    yield return Outcome(model.GetProperty("model_id").GetString()!, Guarded(() => CompareLoggedModel(store, model).GetAwaiter().GetResult()));
            }
        }

        foreach (JsonElement model in expected.RootElement.GetProperty("registered_models").EnumerateArray())
            yield return Outcome(model.GetProperty("name").GetString()!, Guarded(() => CompareRegisteredModel(store, model).GetAwaiter().GetResult()));
    }

    private static async Task<string?> CompareLoggedModel(ITrackingStore store, JsonElement wanted)
    {
        LoggedModel found = await store.LoggedModels.GetLoggedModelAsync(wanted.GetProperty("model_id").GetString()!);
        return Same("name", wanted.GetProperty("name").GetString(), found.Name)
            ?? Same("status", wanted.GetProperty("status").GetString(), found.Status.ToName())
            ?? Same("source_run_id", wanted.GetProperty("source_run_id").GetString(), found.SourceRunId)
            ?? Same("artifact_location", wanted.GetProperty("artifact_location").GetString(), found.ArtifactLocation)
            ?? Same("model_type", wanted.GetProperty("model_type").GetString(), found.ModelType)
            ?? SameMap("tags", wanted.GetProperty("tags"), found.Tags)
            ?? SameMap("params", wanted.GetProperty("params"), found.Params)
            ?? Same(
                "metrics",
                Sorted(wanted.GetProperty("metrics").EnumerateArray().Select(point => string.Join(' ', point.EnumerateArray()))),
                Sorted(found.Metrics.Select(point =>
                    $"{point.Metric.Key} {point.Metric.Value:R} {point.Metric.Step} {point.Metric.Timestamp} {point.Metric.Link?.DatasetName} {point.Metric.Link?.DatasetDigest} {point.RunId}")));
    }

    private static async Task<string?> CompareRegisteredModel(ITrackingStore store, JsonElement wanted)
    {
        string name = wanted.GetProperty("name").GetString()!;
        RegisteredModel found = await store.ModelRegistry.GetRegisteredModelAsync(name);
        string? difference = Same("description", wanted.GetProperty("description").GetString(), found.Description)
            ?? SameMap("tags", wanted.GetProperty("tags"), found.Tags)
            ?? Same(
                "aliases",
                Sorted(wanted.GetProperty("aliases").EnumerateObject().Select(alias => $"{alias.Name}={alias.Value}")),
                Sorted(found.Aliases.Select(alias => $"{alias.Key}={alias.Value}")));
        foreach (JsonElement version in wanted.GetProperty("versions").EnumerateArray())
        {
            ModelVersion other = await store.ModelRegistry.GetModelVersionAsync(name, version.GetProperty("version").GetInt32());
            difference ??= Same("source", version.GetProperty("source").GetString(), other.Source)
                ?? Same("run_id", version.GetProperty("run_id").GetString(), other.RunId)
                ?? Same("current_stage", version.GetProperty("current_stage").GetString(), other.CurrentStage)
                ?? Same("status", version.GetProperty("status").GetString(), other.Status)
                ?? Same("description", version.GetProperty("description").GetString(), other.Description)
                ?? SameMap("tags", version.GetProperty("tags"), other.Tags);
        }

        return difference;
    }

    private static CaseOutcome Outcome(string id, string? difference) => difference is null ? CaseOutcome.Pass(id) : CaseOutcome.Fail(id, difference);

    private static string? Guarded(Func<string?> compare)
    {
        try
        {
            return compare();
        }
        catch (Exception error)
        {
            return error.ToString();
        }
    }

    private static string? CompareExperiment(Experiment found, JsonElement wanted) =>
        Same("name", wanted.GetProperty("name").GetString(), found.Name)
        ?? Same("artifact_location", wanted.GetProperty("artifact_location").GetString(), found.ArtifactLocation)
        ?? Same("lifecycle_stage", wanted.GetProperty("lifecycle_stage").GetString(), found.LifecycleStage.ToName())
        ?? Same("creation_time", wanted.GetProperty("creation_time").GetInt64(), found.CreationTime)
        ?? Same("last_update_time", wanted.GetProperty("last_update_time").GetInt64(), found.LastUpdateTime)
        ?? SameMap("tags", wanted.GetProperty("tags"), found.Tags);

    private static string? CompareRunIds(ITrackingStore store, string experimentId, JsonElement wanted)
    {
        PagedList<Run> runs = store.SearchRunsAsync(new RunQuery { ExperimentIds = [experimentId], View = ViewType.All }).GetAwaiter().GetResult();
        IEnumerable<string> ids = wanted.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("run_id").GetString()!);
        return Same("runs", string.Join(' ', ids.Order()), string.Join(' ', runs.Items.Select(run => run.Info.RunId).Order()))
            ?? Same("warnings", "", string.Join('\n', runs.Warnings));
    }

    private static async Task<string?> CompareRun(ITrackingStore store, string runId, JsonElement wanted)
    {
        Run run = await store.GetRunAsync(runId);
        JsonElement end = wanted.GetProperty("end_time");
        string? difference = Same("run_name", wanted.GetProperty("run_name").GetString(), run.Info.RunName)
            ?? Same("user_id", wanted.GetProperty("user_id").GetString(), run.Info.UserId)
            ?? Same("status", wanted.GetProperty("status").GetString(), run.Info.Status.ToName())
            ?? Same("start_time", wanted.GetProperty("start_time").GetInt64(), run.Info.StartTime)
            ?? Same("end_time", end.ValueKind == JsonValueKind.Null ? null : end.GetInt64(), run.Info.EndTime)
            ?? Same("artifact_uri", wanted.GetProperty("artifact_uri").GetString(), run.Info.ArtifactUri)
            ?? Same("lifecycle_stage", wanted.GetProperty("lifecycle_stage").GetString(), run.Info.LifecycleStage.ToName())
            ?? SameMap("params", wanted.GetProperty("params"), run.Params)
            ?? SameMap("tags", wanted.GetProperty("tags"), run.Tags)
            ?? Same("metric names", Sorted(wanted.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name)), Sorted(run.Metrics.Keys));
        foreach (JsonProperty metric in wanted.GetProperty("metrics").EnumerateObject())
        {
            double value = run.Metrics.GetValueOrDefault(metric.Name).Value;
            difference ??= GoldenText.Same(GoldenText.Number(metric.Value), value) ? null : $"metric {metric.Name}: expected {metric.Value}, found {value:R}";
        }

        return difference ?? await CompareHistories(store, runId, wanted) ?? CompareDatasets(run, wanted) ?? CompareOutputs(run, wanted) ?? await CompareArtifacts(store, run, wanted);
    }

    private static async Task<string?> CompareHistories(ITrackingStore store, string runId, JsonElement wanted)
    {
        foreach (JsonProperty metric in wanted.GetProperty("metric_history").EnumerateObject())
        {
            IReadOnlyList<Metric> points = (await store.GetMetricHistoryAsync(runId, metric.Name)).Items;
            string found = string.Join("; ", points.Select(point => $"{point.Value:R} {point.Timestamp} {point.Step}"));
            string expected = string.Join("; ", metric.Value.EnumerateArray().Select(point => $"{GoldenText.Number(point[0]):R} {point[1].GetInt64()} {point[2].GetInt64()}"));
            if (Same($"history of {metric.Name}", expected, found) is { } difference)
                return difference;
        }

        return null;
    }

    private static string? CompareDatasets(Run run, JsonElement wanted)
    {
        JsonElement[] inputs = [.. wanted.GetProperty("dataset_inputs").EnumerateArray()];
        if (Same("number of data sets", inputs.Length, run.Datasets.Count) is { } number)
            return number;
        foreach (JsonElement input in inputs)
        {
            DatasetInput? found = run.Datasets.FirstOrDefault(other => other.Dataset.Name == input.GetProperty("name").GetString());
            Dataset expected = new(
                input.GetProperty("name").GetString()!,
                input.GetProperty("digest").GetString()!,
                input.GetProperty("source_type").GetString()!,
                input.GetProperty("source").GetString()!,
                input.GetProperty("schema").GetString(),
                input.GetProperty("profile").GetString());
            if ((Same("data set", expected, found?.Dataset) ?? SameMap("data set tags", input.GetProperty("tags"), found!.Tags)) is { } difference)
                return difference;
        }

        return null;
    }

    private static string? CompareOutputs(Run run, JsonElement wanted) => !wanted.TryGetProperty("model_outputs", out JsonElement outputs) ? null : Same(
        "model outputs",
        Sorted(outputs.EnumerateArray().Select(output => $"{output.GetProperty("model_id").GetString()} {output.GetProperty("step").GetInt64()}")),
        Sorted(run.ModelOutputs.Select(output => $"{output.ModelId} {output.Step}")));

    private static async Task<string?> CompareArtifacts(ITrackingStore store, Run run, JsonElement wanted)
    {
        IArtifactStore artifacts = store.OpenArtifacts(run.Info);
        List<string> found = [];
        await List("");
        string expected = Sorted(wanted.GetProperty("artifacts").EnumerateArray().Select(item => $"{item[0].GetString()} {item[1].GetBoolean()} {item[2]}".TrimEnd()));
        return Same("artifacts", expected, Sorted(found));

        async Task List(string folder)
        {
            foreach (ArtifactInfo item in await artifacts.ListAsync(folder))
            {
                found.Add($"{item.Path} {item.IsFolder} {item.Size}".TrimEnd());
                if (item.IsFolder)
                    await List(item.Path);
            }
        }
    }

    private static string Sorted(IEnumerable<string> texts) => string.Join('\n', texts.Order(StringComparer.Ordinal));

    private static string? SameMap(string what, JsonElement wanted, IReadOnlyDictionary<string, string> found) => Same(
        what,
        Sorted(wanted.EnumerateObject().Select(field => $"{field.Name}={field.Value.GetString()}")),
        Sorted(found.Select(field => $"{field.Key}={field.Value}")));

    private static string? Same<T>(string what, T wanted, T found) =>
        EqualityComparer<T>.Default.Equals(wanted, found) ? null : $"{what}: expected '{wanted}', found '{found}'";
}
