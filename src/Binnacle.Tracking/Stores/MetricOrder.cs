using System.Runtime.InteropServices;

namespace Binnacle.Tracking;

/// <summary>The order of the points of a history: by time, then step, then value.</summary>
internal static class MetricOrder
{
    /// <summary>Sorts points; those that are in order, as most are, stay as they are.</summary>
    /// <param name="points">The points.</param>
    /// <param name="valueOf">The number that a value is ordered by. Default: itself, NaN first.</param>
    public static void SortInOrder(this List<Metric> points, Func<double, double>? valueOf = null)
    {
        Span<Metric> all = CollectionsMarshal.AsSpan(points);
        for (int i = 1; i < all.Length; i++)
        {
            if (Compare(all[i - 1], all[i], valueOf) <= 0)
                continue;
            all.Sort((left, right) => Compare(left, right, valueOf));
            return;
        }
    }

    private static int Compare(in Metric left, in Metric right, Func<double, double>? valueOf)
    {
        int order = left.Timestamp.CompareTo(right.Timestamp);
        if (order == 0)
            order = left.Step.CompareTo(right.Step);
        if (order != 0)
            return order;
        return valueOf is null ? left.Value.CompareTo(right.Value) : valueOf(left.Value).CompareTo(valueOf(right.Value));
    }
}
