using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

/// <summary>Wilcoxon's signed-rank test of paired differences, one-sided, zeros split between both signs, as SciPy 1.10 has it.</summary>
internal static class SignedRankTest
{
    private const int LargestExact = 50;

    /// <summary>How likely differences as large (or as small) would be if their sign were random.</summary>
    public static double PValue(double[] differences, bool greater)
    {
        double[] ranks = Ranks([.. differences.Select(Math.Abs)]);
        double positive = 0;
        for (int i = 0; i < ranks.Length; i++)
            positive += differences[i] > 0 ? ranks[i] : differences[i] == 0 ? ranks[i] / 2 : 0;
        return ranks.Length <= LargestExact && differences.All(difference => difference != 0)
            ? Exact(ranks.Length, positive, greater)
            : Approximate(ranks, positive, greater);
    }

    // Equal values share the mean of their ranks.
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(index => values[index])];
        double[] ranks = new double[values.Length];
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
                end++;
            for (int i = start; i < end; i++)
                ranks[order[i]] = (start + 1 + end) / 2.0;
            start = end;
        }

        return ranks;
    }

    // The share of the 2^n signs whose positive ranks sum up to so much.
    private static double Exact(int count, double positive, bool greater)
    {
        int largest = count * (count + 1) / 2;
        double[] ways = new double[largest + 1];
        ways[0] = 1;
        for (int rank = 1; rank <= count; rank++)
        {
            for (int sum = largest; sum >= rank; sum--)
                ways[sum] += ways[sum - rank];
        }

        double favourable = greater ? ways[(int)Math.Ceiling(positive)..].Sum() : ways[..((int)Math.Floor(positive) + 1)].Sum();
        return favourable / Math.Pow(2, count);
    }

    private static double Approximate(double[] ranks, double positive, bool greater)
    {
        double n = ranks.Length;
        double variance = n * (n + 1) * (2 * n + 1);
        foreach (var tie in ranks.GroupBy(rank => rank).Where(group => group.Count() > 1))
        {
            double size = tie.Count();
            variance -= 0.5 * (size * (size * size - 1));
        }

        double z = (positive - n * (n + 1) * 0.25) / Math.Sqrt(variance / 24);
        return TruncatedNormal.Cdf(greater ? -z : z);
    }
}
