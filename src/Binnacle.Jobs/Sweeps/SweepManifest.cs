using System.Text.Json;

namespace Binnacle.Jobs;

/// <summary>
/// The sweep's diary, <c>.binnacle/sweep.jsonl</c> in its folder: each job is written down before it is done, so that after a kill it is
/// known what was asked, launched and finished.
/// </summary>
/// <remarks>
/// One JSON object a line, appended in one write. What was asked is flushed to the disk, so that it survives the machine; the rest
/// survives the process. Safe for several threads.
/// </remarks>
public sealed class SweepManifest
{
    /// <summary>The file's path in the sweep's folder.</summary>
    public const string RelativePath = ".binnacle/sweep.jsonl";

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;

    /// <param name="directory">The sweep's folder.</param>
    /// <param name="time">Gives the time of each line; the system's when null.</param>
    public SweepManifest(string directory, TimeProvider? time = null)
    {
        FilePath = Path.Combine(directory, RelativePath);
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Jobs are about to be launched: their overrides are known.</summary>
    public void Asked(params IEnumerable<SweepJob> jobs)
    {
        using var lines = new MemoryStream();
        foreach (SweepJob job in jobs)
        {
            WriteLine(lines, "asked", job.Number, writer =>
            {
                writer.WriteStartArray("overrides");
                foreach (string text in job.Overrides)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
            });
        }

        Append(lines, toDisk: true);
    }

    /// <summary>A job is about to start.</summary>
    public void Launched(JobDescription job) => Append("launched", job.Number, writer => writer.WriteString("folder", job.Folder));

    /// <summary>A job has ended.</summary>
    public void Finished(JobReturn job) => Append("finished", job.Number, writer =>
    {
        writer.WriteString("status", job.Status.ToString());
        writer.WriteStartArray("values");
        foreach (double value in job.Values)
            JobFileJson.WriteNumber(writer, value);
        writer.WriteEndArray();
        if (job.Error is not null)
            writer.WriteString("error", job.Error);
    });

    private void Append(string kind, int number, Action<Utf8JsonWriter> details)
    {
        using var line = new MemoryStream();
        WriteLine(line, kind, number, details);
        Append(line, toDisk: false);
    }

    private void WriteLine(MemoryStream lines, string kind, int number, Action<Utf8JsonWriter> details)
    {
        using (var writer = new Utf8JsonWriter(lines))
        {
            writer.WriteStartObject();
            writer.WriteString("event", kind);
            writer.WriteNumber("job", number);
            writer.WriteString("time", _time.GetUtcNow());
            details(writer);
            writer.WriteEndObject();
        }

        lines.Write("\n"u8);
    }

    private void Append(MemoryStream lines, bool toDisk)
    {
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
            using var file = new FileStream(FilePath, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(lines.GetBuffer().AsSpan(0, (int)lines.Length));
            if (toDisk)
                file.Flush(flushToDisk: true);
        }
    }
}
