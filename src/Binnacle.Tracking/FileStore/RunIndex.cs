using System.Text;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>
/// What was read of an experiment's runs, in the file <c>.binnacle.index</c> beside them: a line for each run, the last one counts. MLflow does not
/// see it; whoever deletes it loses the time to read the runs again.
/// </summary>
internal sealed class RunIndex(string experimentPath)
{
    public const string FileName = ".binnacle.index";
    private const int LinesOfARun = 3;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunStamp> _kept = new(StringComparer.Ordinal);
    private bool _loaded;
    private int _lines;

    private string File => Path.Combine(experimentPath, FileName);

    /// <summary>What the file holds, the first time; nothing later.</summary>
    public IReadOnlyList<(string Path, RunCache.Entry Entry)> Load()
    {
        lock (_gate)
        {
            if (_loaded)
                return [];
            _loaded = true;
            Dictionary<string, RunCache.Entry> found = new(StringComparer.Ordinal);
            foreach (ReadOnlyMemory<byte> line in Lines(TryRead()))
            {
                _lines++;
                if (TryParse(line) is { } entry)
                    found[entry.Run.Info.RunId] = entry;
            }

            foreach ((string id, RunCache.Entry entry) in found)
                _kept[id] = entry.Stamp;
            return [.. found.Select(run => (Path.Combine(experimentPath, run.Key), run.Value))];
        }
    }

    /// <summary>Adds the runs that the file does not hold as they are; with too many old lines it is written anew. A folder that cannot be written has no index.</summary>
    public void Keep(IEnumerable<(string Id, RunCache.Entry Entry)> runs)
    {
        lock (_gate)
        {
            // A run that goes on would need a line after every search.
            (string Id, RunCache.Entry Entry)[] ended = [.. runs.Where(run => run.Entry.HasEnded)];
            (string Id, RunCache.Entry Entry)[] changed = [.. ended.Where(run => !_kept.TryGetValue(run.Id, out RunStamp kept) || kept.Files != run.Entry.Stamp.Files)];
            if (changed.Length == 0)
                return;
            bool anew = _lines + changed.Length > (ended.Length * LinesOfARun) + LinesOfARun;
            try
            {
                byte[] lines = [.. (anew ? ended : changed).SelectMany(run => Line(run.Entry))];
                if (anew)
                    AtomicFile.Replace(File, Encoding.UTF8.GetString(lines), experimentPath);
                else
                    AtomicFile.Append(File, lines);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return;
            }

            _lines = anew ? ended.Length : _lines + changed.Length;
            foreach ((string id, RunCache.Entry entry) in changed)
                _kept[id] = entry.Stamp;
        }
    }

    private byte[] TryRead()
    {
        try
        {
            return AtomicFile.ReadBytes(File) ?? [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.Span.IndexOf((byte)'\n');
            yield return end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
        }
    }

    private static byte[] Line(RunCache.Entry entry)
    {
        byte[] body = RestConnection.BodyOf(json =>
        {
            json.WriteNumber("files", entry.Stamp.Files);
            json.WriteNumber("params", entry.Stamp.Params);
            json.WriteNumber("newest", entry.Stamp.Newest);
            RestJson.WriteTexts(json, "warnings", entry.Warnings);
            json.WriteStartObject("run");
            RunJson.Write(json, entry.Run);
            json.WriteEndObject();
        });
        return [.. body, (byte)'\n'];
    }

    /// <summary>A line that was cut short, or is of another version, is as if it were not there.</summary>
    private static RunCache.Entry? TryParse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement root = json.RootElement;
            return root.Integer("files") is { } files && root.Integer("params") is { } parameters && root.Integer("newest") is { } newest
                ? new RunCache.Entry(new RunStamp(files, parameters, newest), RestJson.ToRun(root.Part("run")), [.. root.List("warnings").Select(warning => warning.ToString())])
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
