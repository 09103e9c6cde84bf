using System.Runtime.InteropServices;

namespace Binnacle.Tracking.Sql;

/// <summary>The order of the points of a metric, as their numbers are stored.</summary>
internal static class MetricOrder
{
    /// <summary>Sorts by time, then step, then value; points that are in order stay as they are.</summary>
    public static void SortByTime(this List<Metric> points)
    {
        Span<Metric> all = CollectionsMarshal.AsSpan(points);
        for (int i = 1; i < all.Length; i++)
        {
            if (Compare(all[i - 1], all[i]) <= 0)
                continue;
            all.Sort(Compare);
            return;
        }
    }

    private static int Compare(Metric left, Metric right)
    {
        int order = left.Timestamp.CompareTo(right.Timestamp);
        if (order == 0)
            order = left.Step.CompareTo(right.Step);
        return order == 0 ? StoredNumber.Of(left.Value).Value.CompareTo(StoredNumber.Of(right.Value).Value) : order;
    }
}
