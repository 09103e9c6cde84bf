using System.Text.Json;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>Names and values that a file store accepts or refuses.</summary>
internal sealed class NamesFile : GoldenFile
{
    public override string Name => "names.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        using TemporaryFolder folder = new();
        FileTrackingStore store = new(folder["mlruns"]);
        string experimentId = store.CreateExperimentAsync("names of the golden file").GetAwaiter().GetResult();
        string runId = store.CreateRunAsync(new RunCreation { ExperimentId = experimentId }).GetAwaiter().GetResult().Info.RunId;
        store.CreateExperimentAsync("dup of nothing").GetAwaiter().GetResult();
        foreach (CaseOutcome outcome in JsonLines.Run(path, item => Check(store, experimentId, runId, item)))
            yield return outcome;
    }

    private static CaseOutcome Check(FileTrackingStore store, string experimentId, string runId, JsonElement item)
    {
        string kind = item.GetProperty("kind").GetString()!;
        if (kind is "registered_model_name" or "alias" or "logged_model_name")
            return CaseOutcome.Deviates("", "no-model-registry-yet");
        bool typed = item.TryGetProperty("value", out JsonElement value) && (value.ValueKind is JsonValueKind.Number or JsonValueKind.Object || IsNumberName(value));
        if (kind == "metric_value" && !typed)
            return CaseOutcome.Deviates("", "metric-values-are-typed");

        JsonElement expect = item.TryGetProperty("file_store_linux", out JsonElement file) ? file : item.GetProperty("sql");
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
    private static async Task<string?> Try(FileTrackingStore store, string experimentId, string runId, string kind, JsonElement item)
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
                await store.LogMetricAsync(runId, new Metric(name, value.ValueKind == JsonValueKind.Object ? double.PositiveInfinity : GoldenText.Number(value), 1, 0));
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
