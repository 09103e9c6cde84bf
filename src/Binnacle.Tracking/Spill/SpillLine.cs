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

    public static byte[] Of(SpillItem item) => item switch
    {
        { Batch: { } batch } => Of(batch),
        { Input: { } input } => Line(json => RestJson.WriteList(json, "datasets", [input], RestJson.WriteDatasetInput)),
        { Artifact: { } artifact } => Line(json =>
        {
            json.WriteString("artifact", artifact.Path);
            json.WriteString("file", Path.GetFileName(artifact.File));
        }),
        _ => Of(item.End!),
    };

    private static byte[] Of(RunBatch batch) => Line(json =>
    {
        RestJson.WriteList(json, "metrics", batch.Metrics, RestJson.WriteMetric);
        RestJson.WriteList(json, "params", batch.Params, static (to, param) => RestJson.WritePair(to, param.Key, param.Value));
        RestJson.WriteList(json, "tags", batch.Tags, static (to, tag) => RestJson.WritePair(to, tag.Key, tag.Value));
    });

    private static byte[] Of(RunUpdate end) => Line(json =>
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

    /// <summary>What a line holds.</summary>
    /// <param name="line">The line.</param>
    /// <param name="folder">The folder of the spill file, in which artifacts are kept.</param>
    /// <exception cref="JsonException">The line was cut short.</exception>
    public static SpillItem Read(ReadOnlyMemory<byte> line, string folder)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        JsonElement root = json.RootElement;
        if (RunStatusNames.Parse(root.TextOrNull("status")) is { } status)
            return new SpillItem { End = new RunUpdate { Status = status, EndTime = root.Integer("end_time") } };
        if (root.TextOrNull("artifact") is { } artifact)
            return new SpillItem { Artifact = new SpilledArtifact(artifact, Path.Combine(folder, Path.GetFileName(root.Text("file")))) };
        if (root.List("datasets").FirstOrDefault() is { ValueKind: JsonValueKind.Object } input)
            return new SpillItem { Input = RestJson.ToDatasetInput(input) };
        RunBatch batch = new()
        {
            Metrics = [.. root.List("metrics").Select(ToMetric)],
            Params = [.. root.List("params").Select(param => new Param(param.Text("key"), param.Text("value")))],
            Tags = [.. root.List("tags").Select(tag => new Tag(tag.Text("key"), tag.Text("value")))],
        };
        return new SpillItem { Batch = batch };
    }

    private static Metric ToMetric(JsonElement json)
    {
        (string? model, string? dataset) = (json.TextOrNull("model_id"), json.TextOrNull("dataset_name"));
        Metric metric = RestJson.ToMetric(json);
        return model is null && dataset is null ? metric : metric with { Link = new MetricLink(model, dataset, json.TextOrNull("dataset_digest")) };
    }

    private static byte[] Line(Action<Utf8JsonWriter> fields) => [.. RestConnection.BodyOf(fields), (byte)'\n'];
}
