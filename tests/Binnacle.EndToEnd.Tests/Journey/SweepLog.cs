using System.Text.Json;

namespace Binnacle.EndToEnd.Tests;

/// <summary>What a sweep wrote down in its folder, job by job.</summary>
internal sealed class SweepLog
{
    private readonly List<JsonElement> _lines;

    private SweepLog(IEnumerable<string> lines) => _lines = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>Events and job numbers in their order: <c>launched 0</c>.</summary>
    public IEnumerable<string> Events => _lines.Select(line => $"{line.GetProperty("event").GetString()} {Number(line)}");

    /// <summary>How the jobs ended, by number.</summary>
    public IReadOnlyList<string> Statuses => [.. Of("finished").OrderBy(Number).Select(line => line.GetProperty("status").GetString()!)];

    /// <summary>The values of the completed jobs, by number.</summary>
    public IReadOnlyList<double[]> Values =>
    [
        .. Of("finished").Where(line => line.GetProperty("status").GetString() == "Completed")
            .OrderBy(Number)
            .Select(line => line.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToArray()),
    ];

    /// <summary>The searched overrides of the jobs, by number: <c>lr=0.9 train_bs=32</c>.</summary>
    public IReadOnlyList<string> Trials =>
    [
        .. Of("asked").OrderBy(Number).Select(line => string.Join(' ', line.GetProperty("overrides").EnumerateArray()
            .Select(text => text.GetString()!)
            .Where(text => text.StartsWith("lr=", StringComparison.Ordinal) || text.StartsWith("train_bs=", StringComparison.Ordinal)))),
    ];

    public static bool IsIn(string folder) => File.Exists(FilePath(folder));

    public static SweepLog Read(string folder) => new(File.ReadLines(FilePath(folder)));

    private static string FilePath(string folder) => Path.Combine(folder, ".binnacle", "sweep.jsonl");

    private static int Number(JsonElement line) => line.GetProperty("job").GetInt32();

    private IEnumerable<JsonElement> Of(string kind) => _lines.Where(line => line.GetProperty("event").GetString() == kind);
}
