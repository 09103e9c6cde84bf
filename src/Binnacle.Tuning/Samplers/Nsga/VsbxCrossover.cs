using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Simulated binary crossover without regard to bounds, which reaches every place.</summary>
public sealed class VsbxCrossover : Crossover
{
    private readonly double? _eta;
    private readonly double _swap;
    private readonly double _useChild;

    /// <inheritdoc cref="SbxCrossover(double?, double, double)"/>
    public VsbxCrossover(double? eta = null, double uniformCrossoverProbability = 0.5, double useChildGeneProbability = 0.5)
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
        bool firstTurned = random.NextDouble() > 0.5, secondTurned = random.NextDouble() > 0.5;
        double[] first = new double[draws.Length], second = new double[draws.Length];
        for (int i = 0; i < draws.Length; i++)
        {
            double x = parents[0][i], y = parents[1][i];
            double beta1 = Spread(draws[i], eta), beta2 = Spread(1 - draws[i], eta);
            first[i] = 0.5 * (firstTurned ? (1 - beta1) * x + (1 + beta2) * y : (1 + beta1) * x + (1 - beta2) * y);
            second[i] = 0.5 * (secondTurned ? -(1 - beta1) * x + (3 - beta2) * y : (3 - beta1) * x - (1 - beta2) * y);
        }

        return ChildGenes.Pick(parents, first, second, _useChild, _swap, random);
    }

    private static double Spread(double draw, double eta) => Math.Pow(1 / Math.Max(2 * draw, 1e-10), 1 / (eta + 1));
}
