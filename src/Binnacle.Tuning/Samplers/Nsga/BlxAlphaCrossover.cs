using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Draws each parameter uniformly from the interval of two parents, widened at both ends.</summary>
public sealed class BlxAlphaCrossover : Crossover
{
    private readonly double _alpha;

    /// <param name="alpha">By what share of the parents' distance the interval is widened at each end. Default: 0.5.</param>
    public BlxAlphaCrossover(double alpha = 0.5) => _alpha = alpha;

    /// <inheritdoc/>
    public override int ParentCount => 2;

    internal override double[] Cross(double[][] parents, (double Low, double High)[] bounds, int objectives, RandomState random)
    {
        double[] child = random.NextDoubles(bounds.Length);
        for (int i = 0; i < child.Length; i++)
        {
            double smallest = Math.Min(parents[0][i], parents[1][i]), largest = Math.Max(parents[0][i], parents[1][i]);
            double margin = _alpha * (largest - smallest);
            double low = smallest - margin, high = largest + margin;
            child[i] = (high - low) * child[i] + low;
        }

        return child;
    }
}
