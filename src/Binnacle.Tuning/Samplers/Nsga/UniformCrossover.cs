using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Takes each parameter from one of two parents.</summary>
public sealed class UniformCrossover : Crossover
{
    private readonly double _swapping;

    /// <param name="swappingProbability">How likely a parameter comes from the first parent. Default: 0.5.</param>
    public UniformCrossover(double swappingProbability = 0.5) => _swapping = Probability.Checked(swappingProbability);

    /// <inheritdoc/>
    public override int ParentCount => 2;

    internal override double[] Cross(double[][] parents, (double Low, double High)[] bounds, int objectives, RandomState random)
    {
        double[] draws = random.NextDoubles(bounds.Length);
        for (int i = 0; i < draws.Length; i++)
            draws[i] = parents[draws[i] >= _swapping ? 1 : 0][i];
        return draws;
    }
}
