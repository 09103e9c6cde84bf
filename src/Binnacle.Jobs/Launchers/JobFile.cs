using System.Text.Json;

namespace Binnacle.Jobs;

/// <summary>What a worker process is told, as a JSON file in the job's folder.</summary>
internal sealed record JobFile
{
    public required JobDescription Job { get; init; }

    /// <summary>The sweep's fingerprint of the program; a worker of another build refuses.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Where the result is written.</summary>
    public required string ResultPath { get; init; }

    public void Write(string path)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
            Write(writer);
        AtomicFile.Write(path, buffer.ToArray());
    }

    public static JobFile Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        return new JobFile
        {
            Fingerprint = root.GetProperty("fingerprint").GetString()!,
            ResultPath = root.GetProperty("result").GetString()!,
            Job = new JobDescription
            {
                JobName = root.GetProperty("name").GetString()!,
                Folder = root.GetProperty("folder").GetString()!,
                Overrides = [.. root.GetProperty("overrides").EnumerateArray().Select(item => item.GetString()!)],
                Environment = ReadTexts(root.GetProperty("environment")),
                Source = ReadSource(root.GetProperty("source")),
                Sweep = new SweepContext
                {
                    Directory = root.GetProperty("sweepDirectory").GetString()!,
                    StartedAt = root.GetProperty("startedAt").GetDateTimeOffset(),
                    Tag = root.GetProperty("tag").GetString()!,
                    JobNumber = root.GetProperty("number").GetInt32(),
                    RunTags = ReadTexts(root.GetProperty("runTags")),
                },
            },
        };
    }

    private static Dictionary<string, string> ReadTexts(JsonElement map) =>
        map.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.GetString()!, StringComparer.Ordinal);

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> map)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in map)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static ConfigSourceDescription ReadSource(JsonElement source) => new(
        source.GetProperty("path").GetString(),
        source.GetProperty("name").GetString(),
        source.GetProperty("extra").GetString());

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Job.JobName);
        writer.WriteNumber("number", Job.Number);
        writer.WriteString("folder", Job.Folder);
        writer.WriteString("sweepDirectory", Job.Sweep.Directory);
        writer.WriteString("startedAt", Job.Sweep.StartedAt);
        writer.WriteString("tag", Job.Sweep.Tag);
        writer.WriteStartArray("overrides");
        foreach (string text in Job.Overrides)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
        WriteTexts(writer, "runTags", Job.Sweep.RunTags);
        WriteTexts(writer, "environment", Job.Environment);
        writer.WriteStartObject("source");
        writer.WriteString("path", Job.Source.ConfigPath);
        writer.WriteString("name", Job.Source.ConfigName);
        writer.WriteString("extra", Job.Source.ExtraDirectory);
        writer.WriteEndObject();
        writer.WriteString("fingerprint", Fingerprint);
        writer.WriteString("result", ResultPath);
        writer.WriteEndObject();
    }
}
