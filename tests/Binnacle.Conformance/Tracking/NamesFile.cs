using System.Text;
using System.Text.Json;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;

namespace Binnacle.Conformance.Tracking;

/// <summary>Names and values that stores accept or refuse.</summary>
internal sealed class NamesFile : GoldenFile
{
    private const int LongestFileName = 255;
    private const string AliasedModel = "model of the golden file";

    public override string Name => "names.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        using TemporaryFolder folder = new();
        FileTrackingStore files = new(folder["mlruns"]);
        using SqlTrackingStore database = new($"sqlite:///{folder["mlflow.db"]}", new SqlStoreOptions { ArtifactRoot = folder["artifacts"] });
        return [.. Run(path, files, "file store"), .. Run(path, database, "SQLite")];
    }

    private static IEnumerable<CaseOutcome> Run(string path, ITrackingStore store, string kind)
    {
        string experimentId = store.CreateExperimentAsync("names of the golden file").GetAwaiter().GetResult();
        string runId = store.CreateRunAsync(new RunCreation { ExperimentId = experimentId }).GetAwaiter().GetResult().Info.RunId;
        store.CreateExperimentAsync("dup of nothing").GetAwaiter().GetResult();
        store.ModelRegistry.CreateRegisteredModelAsync(AliasedModel).GetAwaiter().GetResult();
        store.ModelRegistry.CreateModelVersionAsync(new ModelVersionCreation { Name = AliasedModel, Source = "s3://bucket/model" }).GetAwaiter().GetResult();
        return JsonLines.Run(path, item => Check(store, experimentId, runId, item)).Select(outcome => outcome with { Id = $"{outcome.Id} ({kind})" });
    }

    private static CaseOutcome Check(ITrackingStore store, string experimentId, string runId, JsonElement item)
    {
        string kind = item.GetProperty("kind").GetString()!;
        bool typed = item.TryGetProperty("value", out JsonElement value) && (value.ValueKind == JsonValueKind.Number || IsNumberName(value));
        if (kind == "metric_value" && !typed)
            return CaseOutcome.Deviates("", "metric-values-are-typed");
        if (store is FileTrackingStore && kind == "registered_model_name" && Encoding.UTF8.GetByteCount(GoldenText.Expand(item.GetProperty("name"))) > LongestFileName)
            return CaseOutcome.Deviates("", "file-name-length");

        JsonElement expect = store is FileTrackingStore && item.TryGetProperty("file_store_linux", out JsonElement file) ? file : item.GetProperty("sql");
        bool accepts = expect.GetProperty("ok").GetBoolean();
        try
        {
            string? stored = Try(store, experimentId, runId, kind, item).GetAwaiter().GetResult();
            if (!accepts)
                return CaseOutcome.Fail("", $"expected {expect}, found it accepted");
            return expect.TryGetProperty("stored", out JsonElement wanted) && Show(kind, wanted) != stored
                ? CaseOutcome.Fail("", $"expected '{Show(kind, wanted)}' to be stored, found '{stored}'")
                : CaseOutcome.Pass("");
        }
        catch (TrackingException error)
        {
            string? difference = accepts ? $"expected it to be accepted, found {error.ErrorCode}: {error.Message}" : GoldenText.CompareError(expect, error);
            return difference is null ? CaseOutcome.Pass("") : CaseOutcome.Fail("", difference);
        }
    }

    /// <summary>Stores the case's name and value; gives what was stored, where that is of interest.</summary>
    private static async Task<string?> Try(ITrackingStore store, string experimentId, string runId, string kind, JsonElement item)
    {
        string name = GoldenText.Expand(item.GetProperty("name"));
        item.TryGetProperty("value", out JsonElement value);
        switch (kind)
        {
            case "metric":
                await store.LogMetricAsync(runId, new Metric(name, 1, 1, 0));
                return null;
            case "param":
                await store.LogParamAsync(runId, new Param(name, "v"));
                return null;
            case "tag":
                await store.SetTagAsync(runId, new Tag(name, "v"));
                return null;
            case "param_value":
                await store.LogParamAsync(runId, new Param(name, GoldenText.Expand(value)));
                return (await store.GetRunAsync(runId)).Params[name];
            case "tag_value":
                await store.SetTagAsync(runId, new Tag(name, GoldenText.Expand(value)));
                return (await store.GetRunAsync(runId)).Tags[name];
            case "metric_value":
                await store.LogMetricAsync(runId, new Metric(name, GoldenText.Number(value), 1, 0));
                return (await store.GetRunAsync(runId)).Metrics[name].Value.ToString("R");
            case "experiment_name":
                await store.CreateExperimentAsync(name);
                return null;
            case "experiment_tag":
                await store.SetExperimentTagAsync(experimentId, new Tag(name, GoldenText.Expand(value)));
                return null;
            case "run_id":
                await store.GetRunAsync(name);
                return null;
            case "registered_model_name":
                await store.ModelRegistry.CreateRegisteredModelAsync(name);
                return null;
            case "alias":
                await store.ModelRegistry.SetAliasAsync(AliasedModel, name, 1);
                return null;
            case "logged_model_name":
                await store.LoggedModels.CreateLoggedModelAsync(new LoggedModelCreation { ExperimentId = experimentId, Name = name });
                return null;
            case "artifact_path":
                ArtifactPath.Check(name);
                return null;
            default:
                throw new NotSupportedException($"kind '{kind}'");
        }
    }

    private static bool IsNumberName(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is "NaN" or "Infinity" or "-Infinity";

    private static string Show(string kind, JsonElement stored) =>
        kind == "metric_value" ? GoldenText.Number(stored).ToString("R") : GoldenText.Expand(stored);
}
