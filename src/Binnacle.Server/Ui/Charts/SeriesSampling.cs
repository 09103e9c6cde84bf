using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Charts;

/// <summary>Fewer points of a long series without losing a spike.</summary>
internal static class SeriesSampling
{
    /// <summary>
    /// At most <paramref name="limit"/> points, in order: the first, the last, and of each stretch between them its lowest and highest.
    /// A short series stays as it is.
    /// </summary>
    public static IReadOnlyList<Metric> KeepExtremes(IReadOnlyList<Metric> points, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 4);
        if (points.Count <= limit)
            return points;

        int stretches = (limit - 2) / 2;
        int inner = points.Count - 2;
        List<Metric> kept = new(limit) { points[0] };
        for (int i = 0; i < stretches; i++)
        {
            int start = 1 + (int)((long)inner * i / stretches);
            int end = 1 + (int)((long)inner * (i + 1) / stretches);
            AddExtremes(kept, points, start, end);
        }

        kept.Add(points[^1]);
        return kept;
    }

    private static void AddExtremes(List<Metric> kept, IReadOnlyList<Metric> points, int start, int end)
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

        kept.Add(points[Math.Min(low, high)]);
        if (low != high)
            kept.Add(points[Math.Max(low, high)]);
    }
}
