using System.Globalization;
using System.Text.Json;

namespace Binnacle.Server.Studies;

/// <summary>Reads what a sweep of jobs wrote down about itself: <c>.binnacle/sweep.jsonl</c> in its folder.</summary>
internal static class SweepDiary
{
    /// <summary>The file's path in the sweep's folder.</summary>
    public const string RelativePath = ".binnacle/sweep.jsonl";

    private const long Largest = 64 * 1024 * 1024;

    /// <summary>The jobs by their number; none when the folder holds no such record.</summary>
    public static IReadOnlyList<SweepJobRecord> Read(string folder)
    {
        FileInfo file = new(Path.Combine(folder, RelativePath));
        if (!file.Exists || file.Length > Largest)
            return [];
        // A sweep that goes on writes while this reads.
        using FileStream content = new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader lines = new(content);
        SortedDictionary<int, SweepJobRecord> jobs = [];
        while (lines.ReadLine() is { } line)
            Apply(jobs, line);
        return [.. jobs.Values];
    }

    /// <summary>Takes a line over; one that is not whole, or not of this kind, is passed over.</summary>
    internal static void Apply(IDictionary<int, SweepJobRecord> jobs, string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            JsonElement entry = json.RootElement;
            int number = entry.GetProperty("job").GetInt32();
            SweepJobRecord job = jobs.TryGetValue(number, out SweepJobRecord? known) ? known : new SweepJobRecord(number);
            jobs[number] = With(job, entry);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // The last line of a sweep that was killed may end anywhere.
        }
    }

    private static SweepJobRecord With(SweepJobRecord job, JsonElement entry) => entry.GetProperty("event").GetString() switch
    {
        "asked" => job with { Overrides = [.. entry.GetProperty("overrides").EnumerateArray().Select(item => item.GetString() ?? "")] },
        "launched" => job with { Folder = entry.GetProperty("folder").GetString(), Launched = entry.GetProperty("time").GetDateTimeOffset(), Finished = null, Status = null },
        "finished" => job with
        {
            Finished = entry.GetProperty("time").GetDateTimeOffset(),
            Status = entry.GetProperty("status").GetString(),
            Values = [.. entry.GetProperty("values").EnumerateArray().Select(Number)],
            Error = entry.TryGetProperty("error", out JsonElement error) ? error.GetString() : null,
        },
        _ => job,
    };

    private static double Number(JsonElement value) => value.ValueKind != JsonValueKind.String ? value.GetDouble() : value.GetString() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var text => double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : double.NaN,
    };
}
