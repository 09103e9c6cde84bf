using System.Runtime.InteropServices;
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
        if (unique.Length == count || !Hypervolume.AllFinite(reference))
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
            double[] gains = new double[left.Count];
            for (int i = 0; i < gains.Length; i++)
                gains[i] = (corners[i].X - points[left[i]][0]) * (corners[i].Y - points[left[i]][1]);
            int best = ArgMax.Of(gains);
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
        List<double[]> left = [.. points];
        List<int> indices = [.. Enumerable.Range(0, points.Length)];
        List<double> gains = [];
        foreach (double[] point in points)
            gains.Add(Hypervolume.Box(point, reference));
        List<double[]> chosen = [];
        int[] selected = new int[count];
        double volume = 0;
        for (int k = 0; k < count; k++)
        {
            int best = ArgMax.Of(CollectionsMarshal.AsSpan(gains));
            volume += gains[best];
            selected[k] = indices[best];
            chosen.Add(left[best]);
            left.RemoveAt(best);
            indices.RemoveAt(best);
            gains.RemoveAt(best);
            if (k < count - 1)
                UpdateGains(left, CollectionsMarshal.AsSpan(gains), chosen, volume, reference);
        }

        return selected;
    }

    // A gain only shrinks when more is selected, so an old one is an upper bound, and so is what remains of a point's box outside
    // that of the last selected: most gains need not be computed again. Points that add nothing are told apart by rounding alone,
    // so the order of operations is Optuna's.
    private static void UpdateGains(List<double[]> left, Span<double> gains, List<double[]> chosen, double volume, ReadOnlySpan<double> reference)
    {
        if (double.IsInfinity(volume))
        {
            gains.Fill(double.PositiveInfinity);
            return;
        }

        double[] boxes = new double[gains.Length], negated = new double[gains.Length];
        for (int i = 0; i < gains.Length; i++)
        {
            boxes[i] = Hypervolume.Box(left[i], reference);
            gains[i] = Math.Min(gains[i], boxes[i] - Hypervolume.Box(Hypervolume.Worse(left[i], chosen[^1]), reference));
            negated[i] = -gains[i];
        }

        double most = 0;
        foreach (int i in ArgSort.Of(negated))
        {
            if (gains[i] < most)
                continue;
            gains[i] = double.IsInfinity(boxes[i]) ? double.PositiveInfinity
                : reference.Length <= 3 ? Hypervolume.OfFront([.. chosen, left[i]], reference) - volume
                : boxes[i] - Hypervolume.Of([.. chosen.Select(other => Hypervolume.Worse(left[i], other))], reference);
            most = Math.Max(most, gains[i]);
        }
    }
}
