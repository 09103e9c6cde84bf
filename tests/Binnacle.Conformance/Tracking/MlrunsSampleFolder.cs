using System.Text.Json;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>A tree written by MLflow, read by us: every experiment and run is a case. The tree was moved, as its artifact URIs show.</summary>
internal sealed class MlrunsSampleFolder(string version) : GoldenFile
{
    public override string Name => "mlruns_sample_" + version;

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        using TemporaryFolder copy = new();
        Copy(Path.Combine(path, "mlruns"), copy.Path);
        FileTrackingStore store = new(copy.Path);
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(path, "expected.json")));
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
        }
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

    private static string? CompareRunIds(FileTrackingStore store, string experimentId, JsonElement wanted)
    {
        PagedList<Run> runs = store.SearchRunsAsync(new RunQuery { ExperimentIds = [experimentId], View = ViewType.All }).GetAwaiter().GetResult();
        IEnumerable<string> ids = wanted.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("run_id").GetString()!);
        return Same("runs", string.Join(' ', ids.Order()), string.Join(' ', runs.Items.Select(run => run.Info.RunId).Order()))
            ?? Same("warnings", "", string.Join('\n', runs.Warnings));
    }

    private static async Task<string?> CompareRun(FileTrackingStore store, string runId, JsonElement wanted)
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

        return difference ?? await CompareHistories(store, runId, wanted) ?? CompareDatasets(run, wanted) ?? await CompareArtifacts(store, run, wanted);
    }

    private static async Task<string?> CompareHistories(FileTrackingStore store, string runId, JsonElement wanted)
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

    private static async Task<string?> CompareArtifacts(FileTrackingStore store, Run run, JsonElement wanted)
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

    private static void Copy(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
