using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Draws a child from a simplex that is spanned by three parents and expanded around their centre.</summary>
public sealed class SpxCrossover : Crossover
{
    private readonly double? _expansion;

    /// <param name="expansion">How much the simplex is expanded; null for the square root of the number of parameters plus 2.</param>
    public SpxCrossover(double? expansion = null) => _expansion = expansion;

    /// <inheritdoc/>
    public override int ParentCount => 3;

    internal override double[] Cross(double[][] parents, (double Low, double High)[] bounds, int objectives, RandomState random)
    {
        int edges = ParentCount - 1;
        double[] shares = random.NextDoubles(edges);
        for (int k = 0; k < edges; k++)
            shares[k] = Math.Pow(shares[k], 1.0 / (k + 1));
        double expansion = _expansion ?? Math.Sqrt(bounds.Length + 2);
        double[] child = new double[bounds.Length];
        for (int i = 0; i < child.Length; i++)
        {
            double centre = (parents[0][i] + parents[1][i] + parents[2][i]) / 3;
            double Corner(int k) => centre + expansion * (parents[k][i] - centre);
            double offset = 0;
            for (int k = 1; k <= edges; k++)
                offset = shares[k - 1] * (Corner(k - 1) - Corner(k) + offset);
            child[i] = Corner(edges) + offset;
        }

        return child;
    }
}
