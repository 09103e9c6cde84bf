using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>How simulated binary crossovers make one child of two candidates and two parents.</summary>
internal static class ChildGenes
{
    public static double[] Pick(double[][] parents, double[] first, double[] second, double useChild, double swap, RandomState random)
    {
        double[] one = new double[first.Length], other = new double[first.Length];
        for (int i = 0; i < first.Length; i++)
        {
            bool fromChildren = random.NextDouble() < useChild;
            (one[i], other[i]) = fromChildren ? (first[i], second[i]) : (parents[0][i], parents[1][i]);
            if (random.NextDouble() < swap)
                (one[i], other[i]) = (other[i], one[i]);
        }

        return random.NextDouble() < 0.5 ? one : other;
    }
}
