using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Chooses points that dominate much volume together, one after the other, each time the one that adds most.</summary>
internal static class HypervolumeSubset
{
    /// <summary>The places of <paramref name="count"/> points of a front, in the order of selection.</summary>
    public static int[] Select(IReadOnlyList<double[]> losses, int count, ReadOnlySpan<double> reference)
    {
        if (count == losses.Count)
            return [.. Enumerable.Range(0, count)];
        var (unique, indexOf) = ParetoFront.Unique(losses);
        int[] firstOf = new int[unique.Length];
        Array.Fill(firstOf, -1);
        for (int i = 0; i < indexOf.Length; i++)
        {
            if (firstOf[indexOf[i]] < 0)
                firstOf[indexOf[i]] = i;
        }

        if (unique.Length < count)
            return WithDuplicates(firstOf, losses.Count, count);
        if (!Hypervolume.AllFinite(reference))
            return firstOf[..count];
        int[] selected = reference.Length == 2 ? SelectTwo(unique, count, reference) : SelectMany(unique, count, reference);
        return [.. selected.Select(index => firstOf[index])];
    }

    private static int[] WithDuplicates(int[] firstOf, int total, int count)
    {
        bool[] chosen = new bool[total];
        foreach (int index in firstOf)
            chosen[index] = true;
        int missing = count - firstOf.Length;
        for (int i = 0; i < total && missing > 0; i++)
        {
            if (!chosen[i])
            {
                chosen[i] = true;
                missing--;
            }
        }

        return [.. Enumerable.Range(0, total).Where(index => chosen[index])];
    }

    // Each point's gain is a rectangle whose far corner moves when a neighbour is selected.
    private static int[] SelectTwo(double[][] points, int count, ReadOnlySpan<double> reference)
    {
        List<int> left = [.. Enumerable.Range(0, points.Length)];
        List<(double X, double Y)> corners = [];
        foreach (int _ in left)
            corners.Add((reference[0], reference[1]));
        int[] selected = new int[count];
        for (int k = 0; k < count; k++)
        {
            int best = 0;
            double most = double.NegativeInfinity;
            for (int i = 0; i < left.Count; i++)
            {
                double gain = (corners[i].X - points[left[i]][0]) * (corners[i].Y - points[left[i]][1]);
                if (gain > most)
                    (best, most) = (i, gain);
            }

            selected[k] = left[best];
            double[] point = points[left[best]];
            left.RemoveAt(best);
            corners.RemoveAt(best);
            for (int i = 0; i < corners.Count; i++)
            {
                corners[i] = i < best
                    ? (Math.Min(point[0], corners[i].X), corners[i].Y)
                    : (corners[i].X, Math.Min(point[1], corners[i].Y));
            }
        }

        return selected;
    }

    private static int[] SelectMany(double[][] points, int count, ReadOnlySpan<double> reference)
    {
        List<int> left = [.. Enumerable.Range(0, points.Length)];
        List<double> gains = [];
        foreach (int index in left)
            gains.Add(Hypervolume.Box(points[index], reference));
        List<double[]> chosen = [];
        int[] selected = new int[count];
        for (int k = 0; k < count; k++)
        {
            int best = 0;
            for (int i = 1; i < gains.Count; i++)
            {
                if (gains[i] > gains[best])
                    best = i;
            }

            selected[k] = left[best];
            chosen.Add(points[left[best]]);
            left.RemoveAt(best);
            gains.RemoveAt(best);
            if (k < count - 1)
                UpdateGains(points, left, gains, chosen, reference);
        }

        return selected;
    }

    // A gain only shrinks when more is selected, so an old one is an upper bound: most need not be computed again.
    private static void UpdateGains(double[][] points, List<int> left, List<double> gains, List<double[]> chosen, ReadOnlySpan<double> reference)
    {
        double most = 0;
        foreach (int i in ArgSort.Of([.. gains.Select(gain => -gain)]))
        {
            if (gains[i] < most)
                continue;
            double[] point = points[left[i]];
            double[][] limited = [.. chosen.Select(other => Hypervolume.Worse(point, other))];
            gains[i] = Hypervolume.Box(point, reference) - Hypervolume.Of(limited, reference);
            most = Math.Max(most, gains[i]);
        }
    }
}
