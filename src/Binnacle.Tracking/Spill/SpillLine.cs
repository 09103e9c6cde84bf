using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>The lines of a spill file: what run they belong to, batches, and how the run ended; JSON each.</summary>
internal static class SpillLine
{
    private const int Version = 1;
    private const string VersionField = "binnacle_spill";

    public static byte[] Of(SpillHeader header) => Line(json =>
    {
        json.WriteNumber(VersionField, Version);
        json.WriteString("store", header.StoreUri);
        json.WriteString("run_id", header.RunId);
        json.WriteString("run_name", header.RunName);
    });

    public static byte[] Of(RunBatch batch) => Line(json =>
    {
        RestJson.WriteList(json, "metrics", batch.Metrics, RestJson.WriteMetric);
        RestJson.WriteList(json, "params", batch.Params, static (to, param) => RestJson.WritePair(to, param.Key, param.Value));
        RestJson.WriteList(json, "tags", batch.Tags, static (to, tag) => RestJson.WritePair(to, tag.Key, tag.Value));
    });

    public static byte[] Of(RunUpdate end) => Line(json =>
    {
        json.WriteString("status", end.Status?.ToName());
        json.WriteNumber("end_time", end.EndTime ?? 0);
    });

    /// <summary>The header; null when the line is none of this version.</summary>
    public static SpillHeader? ToHeader(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement root = json.RootElement;
            return root.Integer(VersionField) == Version ? new SpillHeader(root.Text("store"), root.Text("run_id"), root.Text("run_name")) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A batch or the end of the run; the other one is null.</summary>
    /// <exception cref="JsonException">The line was cut short.</exception>
    public static (RunBatch? Batch, RunUpdate? End) Read(ReadOnlyMemory<byte> line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        JsonElement root = json.RootElement;
        if (RunStatusNames.Parse(root.TextOrNull("status")) is { } status)
            return (null, new RunUpdate { Status = status, EndTime = root.Integer("end_time") });
        RunBatch batch = new()
        {
            Metrics = [.. root.List("metrics").Select(ToMetric)],
            Params = [.. root.List("params").Select(param => new Param(param.Text("key"), param.Text("value")))],
            Tags = [.. root.List("tags").Select(tag => new Tag(tag.Text("key"), tag.Text("value")))],
        };
        return (batch, null);
    }

    private static Metric ToMetric(JsonElement json)
    {
        (string? model, string? dataset) = (json.TextOrNull("model_id"), json.TextOrNull("dataset_name"));
        Metric metric = RestJson.ToMetric(json);
        return model is null && dataset is null ? metric : metric with { Link = new MetricLink(model, dataset, json.TextOrNull("dataset_digest")) };
    }

    private static byte[] Line(Action<Utf8JsonWriter> fields) => [.. RestConnection.BodyOf(fields), (byte)'\n'];
}
