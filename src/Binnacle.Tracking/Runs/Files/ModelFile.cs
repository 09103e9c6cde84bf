using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>The MLmodel file of a model, and the list of a run's models in the tag <c>mlflow.log-model.history</c>.</summary>
internal static class ModelFile
{
    public const string Name = "MLmodel";
    public const string HistoryTag = "mlflow.log-model.history";
    private const int LongestTag = 8000;

    public static MetaMap Describe(ModelDescription model, string runId, long size, DateTimeOffset now)
    {
        MetaMap flavors = new();
        foreach (ModelFlavor flavor in model.Flavors)
            flavors[flavor.Name] = MapText.Sorted(flavor.Fields);
        MetaMap map = new()
        {
            ["artifact_path"] = model.ArtifactPath,
            ["flavors"] = flavors,
            ["model_size_bytes"] = size,
            ["model_uuid"] = Guid.NewGuid().ToString("N"),
            ["run_id"] = runId,
            ["utc_time_created"] = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        };
        if (model.Signature is { } signature)
            map["signature"] = new MetaMap { ["inputs"] = signature.Inputs, ["outputs"] = signature.Outputs, ["params"] = null };
        return map;
    }

    /// <summary>The history with one more model. What would not fit into a tag is dropped from its beginning.</summary>
    public static string Append(string? history, MetaMap model)
    {
        List<string> models = [];
        try
        {
            using JsonDocument json = JsonDocument.Parse(string.IsNullOrEmpty(history) ? "[]" : history);
            models.AddRange(json.RootElement.EnumerateArray().Select(item => item.GetRawText()));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A list that was cut off by a store's limit cannot be continued; a new one begins.
        }

        models.Add(MapText.Json(model.ToDictionary(entry => entry.Key, entry => entry.Value), indented: false));
        while (models.Count > 1 && models.Sum(item => item.Length + 2) > LongestTag)
            models.RemoveAt(0);
        return new StringBuilder("[").AppendJoin(", ", models).Append(']').ToString();
    }
}
