using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Draws every parameter uniformly (in the logarithm where asked).</summary>
public sealed class RandomSampler : IStatefulSampler
{
    private readonly RandomState _random;

    /// <param name="seed">Same seed, same draws; null for the system's entropy.</param>
    public RandomSampler(uint? seed = null)
        : this(new RandomState(seed))
    {
    }

    internal RandomSampler(RandomState random) => _random = random;

    internal RandomState Generator => _random;

    /// <inheritdoc/>
    public double SampleIndependent(Study study, FrozenTrial trial, string name, Distribution distribution) => Draw(distribution);

    /// <inheritdoc/>
    public string SaveState() => SamplerState.Save(_random);

    /// <inheritdoc/>
    public void RestoreState(string state) => SamplerState.Restore(state, _random);

    internal double Draw(Distribution distribution)
    {
        if (distribution is CategoricalDistribution categorical)
            return LargestOf(_random.NextDoubles(categorical.Choices.Length));
        var (low, high) = SearchSpaceTransform.Bounds(distribution);
        return SearchSpaceTransform.Untransform(distribution, _random.Uniform(low, high));
    }

    private static int LargestOf(double[] draws)
    {
        int best = 0;
        for (int i = 1; i < draws.Length; i++)
        {
            if (draws[i] > draws[best])
                best = i;
        }

        return best;
    }
}
