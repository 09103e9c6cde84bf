namespace Binnacle.Tuning;

/// <summary>Ranks of points in loss space: 0 for the front, 1 for the front of what remains, and so on.</summary>
public static class NonDomination
{
    /// <summary>The rank of each point.</summary>
    /// <param name="losses">Points of one length, without NaN.</param>
    /// <param name="wanted">Stop when so many distinct points are ranked; the others share the last rank. Null for all.</param>
    public static int[] Ranks(IReadOnlyList<double[]> losses, int? wanted = null)
    {
        int[] ranks = new int[losses.Count];
        if (losses.Count == 0 || wanted <= 0)
            return ranks;
        var (unique, indexOf) = ParetoFront.Unique(losses);
        int[] uniqueRanks = unique[0].Length == 1 ? [.. Enumerable.Range(0, unique.Length)] : Peel(unique, Math.Min(wanted ?? unique.Length, unique.Length));
        for (int i = 0; i < ranks.Length; i++)
            ranks[i] = uniqueRanks[indexOf[i]];
        return ranks;
    }

    /// <summary>Ranks with constraints: feasible points first, then by the penalty, then those of unknown penalty by their own fronts.</summary>
    /// <param name="losses">Points of one length, without NaN.</param>
    /// <param name="penalties">For each point what its constraints are violated by; 0 or less is feasible, NaN is unknown.</param>
    /// <param name="wanted">Stop when so many points are ranked; the others share the last rank. Null for all.</param>
    public static int[] Ranks(IReadOnlyList<double[]> losses, IReadOnlyList<double> penalties, int? wanted = null)
    {
        int[] ranks = new int[losses.Count];
        int left = wanted ?? losses.Count, next = 0;
        Assign([.. Where(penalty => penalty <= 0)], index => losses[index]);
        Assign([.. Where(penalty => penalty > 0)], index => [penalties[index]]);
        Assign([.. Where(double.IsNaN)], index => losses[index]);
        return ranks;

        IEnumerable<int> Where(Func<double, bool> accept) => Enumerable.Range(0, losses.Count).Where(index => accept(penalties[index]));

        void Assign(int[] group, Func<int, double[]> point)
        {
            int[] groupRanks = Ranks([.. group.Select(point)], left);
            for (int i = 0; i < group.Length; i++)
                ranks[group[i]] = next + groupRanks[i];
            left -= group.Length;
            if (group.Length > 0)
                next += groupRanks.Max() + 1;
        }
    }

    private static int[] Peel(double[][] points, int wanted)
    {
        int[] ranks = new int[points.Length];
        int[] remaining = [.. Enumerable.Range(0, points.Length)];
        int rank = 0;
        for (; points.Length - remaining.Length < wanted; rank++)
        {
            bool[] front = ParetoFront.OfUniqueSorted([.. remaining.Select(index => points[index])]);
            List<int> rest = [];
            for (int i = 0; i < remaining.Length; i++)
            {
                if (front[i])
                    ranks[remaining[i]] = rank;
                else
                    rest.Add(remaining[i]);
            }

            remaining = [.. rest];
        }

        foreach (int index in remaining)
            ranks[index] = rank;
        return ranks;
    }
}
