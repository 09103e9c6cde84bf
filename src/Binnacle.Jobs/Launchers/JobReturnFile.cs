using System.Text.Json;

namespace Binnacle.Jobs;

/// <summary>A worker's <see cref="JobReturn"/> as a file, written whole or not at all.</summary>
internal static class JobReturnFile
{
    public static void Write(string path, JobReturn result)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("job", result.Number);
            writer.WriteString("status", result.Status.ToString());
            writer.WriteStartArray("values");
            foreach (double value in result.Values)
                JobFileJson.WriteNumber(writer, value);
            writer.WriteEndArray();
            writer.WriteString("error", result.Error);
            writer.WriteEndObject();
        }

        AtomicFile.Write(path, buffer.ToArray());
    }

    /// <summary>The return; null when the worker died before it wrote one.</summary>
    public static JobReturn? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        return new JobReturn(root.GetProperty("job").GetInt32(), Enum.Parse<JobStatus>(root.GetProperty("status").GetString()!))
        {
            Values = [.. root.GetProperty("values").EnumerateArray().Select(JobFileJson.ReadNumber)],
            Error = root.GetProperty("error").GetString(),
        };
    }
}
