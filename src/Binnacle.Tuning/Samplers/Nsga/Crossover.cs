using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>How a child's numeric parameters are made of its parents'. Categorical ones are always taken from one parent or the other.</summary>
public abstract class Crossover
{
    private protected Crossover()
    {
    }

    /// <summary>How many parents a child has.</summary>
    public abstract int ParentCount { get; }

    /// <summary>The child's places.</summary>
    /// <param name="parents">For each parent its places.</param>
    /// <param name="bounds">The interval of each place.</param>
    /// <param name="objectives">How many objectives the study has.</param>
    /// <param name="random">The sampler's generator.</param>
    internal abstract double[] Cross(double[][] parents, (double Low, double High)[] bounds, int objectives, RandomState random);
}
