using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Simulated binary crossover: children spread around two parents, within the bounds.</summary>
public sealed class SbxCrossover : Crossover
{
    private readonly double? _eta;
    private readonly double _swap;
    private readonly double _useChild;

    /// <param name="eta">The larger, the nearer children are to their parents; null for 2, or 20 with several objectives.</param>
    /// <param name="uniformCrossoverProbability">How likely a parameter is swapped between the two children. Default: 0.5.</param>
    /// <param name="useChildGeneProbability">How likely a parameter is a child's instead of a parent's. Default: 0.5.</param>
    public SbxCrossover(double? eta = null, double uniformCrossoverProbability = 0.5, double useChildGeneProbability = 0.5)
    {
        _eta = eta;
        _swap = Probability.Checked(uniformCrossoverProbability);
        _useChild = Probability.Checked(useChildGeneProbability);
    }

    /// <inheritdoc/>
    public override int ParentCount => 2;

    internal override double[] Cross(double[][] parents, (double Low, double High)[] bounds, int objectives, RandomState random)
    {
        double eta = _eta ?? (objectives > 1 ? 20.0 : 2.0);
        double[] draws = random.NextDoubles(bounds.Length);
        double[] first = new double[draws.Length], second = new double[draws.Length];
        for (int i = 0; i < draws.Length; i++)
        {
            double low = Math.Min(parents[0][i], parents[1][i]), high = Math.Max(parents[0][i], parents[1][i]);
            double distance = Math.Max(high - low, 1e-10);
            double beta1 = 1 + 2 * (low - bounds[i].Low) / distance, beta2 = 1 + 2 * (bounds[i].High - high) / distance;
            first[i] = 0.5 * ((low + high) - Spread(draws[i], beta1, eta) * distance);
            second[i] = 0.5 * ((low + high) + Spread(draws[i], beta2, eta) * distance);
        }

        return ChildGenes.Pick(parents, first, second, _useChild, _swap, random);
    }

    private static double Spread(double draw, double beta, double eta)
    {
        double alpha = 2 - Math.Pow(beta, -(eta + 1));
        return draw > 1 / alpha
            ? Math.Pow(1 / (2 - draw * alpha), 1 / (eta + 1))
            : Math.Pow(draw * alpha, 1 / (eta + 1));
    }
}
