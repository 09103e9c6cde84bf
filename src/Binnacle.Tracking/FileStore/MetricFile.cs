using System.Text;

namespace Binnacle.Tracking;

/// <summary>The points of one metric, one line each, in the order of logging.</summary>
internal static class MetricFile
{
    private const int MostTold = 10;
    private const int LongestQuote = 100;

    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    public static void Append(string path, IEnumerable<Metric> points)
    {
        StringBuilder text = new();
        foreach (Metric point in points)
            MetricLine.Append(text, point);
        AtomicFile.Append(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>All points; null when there is no such file. A line that is no point is left out; the first ten of them are reported, then their number.</summary>
    public static PointList? Read(string path, string key, Action<string> warn)
    {
        if (AtomicFile.ReadBytes(path) is not { } bytes)
            return null;

        ReadOnlySpan<byte> rest = bytes;
        PointList points = new(key);
        int bad = 0;
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (MetricLine.TryParse(key, line, out Metric point))
                points.Add(point.Value, point.Timestamp, point.Step);
            else if (!line.Trim(Blanks).IsEmpty && bad++ < MostTold)
                warn($"{path}:{number}: expected 'timestamp value step', found '{Quoted(line)}'; the point is left out.");
        }

        if (bad > MostTold)
            warn($"{path}: {bad - MostTold} more lines are no points and left out.");
        return points;
    }

    /// <summary>The greatest point by step, then timestamp, then value; null when there is none.</summary>
    public static Metric? Latest(PointList points)
    {
        Metric? latest = null;
        foreach (Metric point in points)
        {
            if (latest is not { } best || IsLater(point, best))
                latest = point;
        }

        return latest;
    }

    /// <summary>Drops the points after <paramref name="lastStep"/>; the file changes at once. Returns how many were dropped.</summary>
    public static int Trim(string path, string key, long lastStep, string scratchFolder, Action<string> warn)
    {
        if (Read(path, key, warn) is not { } points)
            return 0;

        List<Metric> kept = [.. points.Where(point => point.Step <= lastStep)];
        if (kept.Count == points.Count)
            return 0;
        if (kept.Count == 0)
        {
            File.Delete(path);
            return points.Count;
        }

        StringBuilder text = new();
        foreach (Metric point in kept)
            MetricLine.Append(text, point);
        AtomicFile.Replace(path, text.ToString(), scratchFolder);
        return points.Count - kept.Count;
    }

    private static string Quoted(ReadOnlySpan<byte> line) => line.Length <= LongestQuote
        ? Encoding.UTF8.GetString(line).TrimEnd('\r')
        : Encoding.UTF8.GetString(line[..LongestQuote]) + "…";

    private static bool IsLater(Metric point, Metric other) =>
        (point.Step, point.Timestamp).CompareTo((other.Step, other.Timestamp)) switch
        {
            0 => point.Value > other.Value,
            int order => order > 0,
        };
}
