using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Charts;

/// <summary>Fewer points of a long series without losing a spike.</summary>
internal static class SeriesSampling
{
    /// <summary>
    /// At most <paramref name="limit"/> points, in order: the first, the last, and of each stretch between them its lowest and highest.
    /// A short series stays as it is.
    /// </summary>
    public static IReadOnlyList<Metric> KeepExtremes(IReadOnlyList<Metric> points, int limit) =>
        points.Count <= limit ? points : [.. Kept(points, 0, points.Count, limit).Select(index => points[index])];

    /// <summary>Which points of a part of a series are kept; see <see cref="KeepExtremes"/>.</summary>
    /// <param name="points">The series.</param>
    /// <param name="first">Where the part begins.</param>
    /// <param name="count">How many points the part has.</param>
    /// <param name="limit">How many are kept at most, from 4.</param>
    public static List<int> Kept(IReadOnlyList<Metric> points, int first, int count, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 4);
        if (count <= limit)
            return [.. Enumerable.Range(first, count)];

        int stretches = (limit - 2) / 2;
        int inner = count - 2;
        List<int> kept = new(limit) { first };
        for (int i = 0; i < stretches; i++)
        {
            int start = first + 1 + (int)((long)inner * i / stretches);
            int end = first + 1 + (int)((long)inner * (i + 1) / stretches);
            AddExtremes(kept, points, start, end);
        }

        kept.Add(first + count - 1);
        return kept;
    }

    private static void AddExtremes(List<int> kept, IReadOnlyList<Metric> points, int start, int end)
    {
        int low = start, high = start;
        for (int i = start + 1; i < end; i++)
        {
            // A stretch that begins with NaN must not hide the numbers behind it.
            if (points[i].Value < points[low].Value || double.IsNaN(points[low].Value))
                low = i;
            if (points[i].Value > points[high].Value || double.IsNaN(points[high].Value))
                high = i;
        }

        kept.Add(Math.Min(low, high));
        if (low != high)
            kept.Add(Math.Max(low, high));
    }
}
