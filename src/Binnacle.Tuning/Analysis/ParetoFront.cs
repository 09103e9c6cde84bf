namespace Binnacle.Tuning;

/// <summary>Which points no other point dominates, in loss space: smaller is better in every coordinate.</summary>
public static class ParetoFront
{
    /// <summary>True for each point on the front; equal points are on it together.</summary>
    /// <param name="losses">Points of one length, without NaN.</param>
    public static bool[] Of(IReadOnlyList<double[]> losses)
    {
        bool[] front = new bool[losses.Count];
        if (losses.Count == 0)
            return front;
        var (unique, indexOf) = Unique(losses);
        bool[] uniqueFront = OfUniqueSorted(unique);
        for (int i = 0; i < front.Length; i++)
            front[i] = uniqueFront[indexOf[i]];
        return front;
    }

    /// <summary>The front of points that are distinct and sorted lexicographically.</summary>
    internal static bool[] OfUniqueSorted(IReadOnlyList<double[]> points)
    {
        bool[] front = new bool[points.Count];
        if (points.Count == 0)
            return front;
        switch (points[0].Length)
        {
            case 1:
                front[0] = true;
                break;
            case 2:
                MarkTwo(points, front);
                break;
            default:
                MarkMany(points, front);
                break;
        }

        return front;
    }

    /// <summary>The distinct points sorted lexicographically, and for each given point its place among them.</summary>
    internal static (double[][] Unique, int[] IndexOf) Unique(IReadOnlyList<double[]> points)
    {
        int[] order = [.. Enumerable.Range(0, points.Count)];
        Array.Sort(order, (left, right) =>
            Compare(points[left], points[right]) is var difference && difference != 0 ? difference : left.CompareTo(right));
        List<double[]> unique = [];
        int[] indexOf = new int[points.Count];
        foreach (int index in order)
        {
            if (unique.Count == 0 || Compare(unique[^1], points[index]) != 0)
                unique.Add(points[index]);
            indexOf[index] = unique.Count - 1;
        }

        return ([.. unique], indexOf);
    }

    private static int Compare(double[] left, double[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            int difference = left[i].CompareTo(right[i]);
            if (difference != 0)
                return difference;
        }

        return 0;
    }

    private static void MarkTwo(IReadOnlyList<double[]> points, bool[] front)
    {
        double smallest = double.PositiveInfinity;
        for (int i = 0; i < points.Count; i++)
        {
            front[i] = i == 0 || points[i][1] < smallest;
            smallest = Math.Min(smallest, points[i][1]);
        }
    }

    private static void MarkMany(IReadOnlyList<double[]> points, bool[] front)
    {
        List<int> remaining = [.. Enumerable.Range(0, points.Count)];
        while (remaining.Count > 0)
        {
            int best = remaining[0];
            front[best] = true;
            remaining.RemoveAll(index => !IsBetterSomewhere(points[index], points[best]));
        }
    }

    // The first coordinate needs no look: points are sorted by it.
    private static bool IsBetterSomewhere(double[] point, double[] other)
    {
        for (int i = 1; i < point.Length; i++)
        {
            if (point[i] < other[i])
                return true;
        }

        return false;
    }
}
