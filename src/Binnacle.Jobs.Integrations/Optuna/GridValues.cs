using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>The values of a distribution for a grid search.</summary>
public static class GridValues
{
    /// <summary>Categories as they are; integers and stepped floats from low on, below high, which itself is left out as Hydra's sweeper does.</summary>
    /// <exception cref="ConfigException">The distribution is continuous.</exception>
    public static IReadOnlyList<object?> Of(Distribution distribution) => distribution switch
    {
        CategoricalDistribution categorical => categorical.Choices,
        IntDistribution { Log: false } integers => [.. Integers(integers)],
        FloatDistribution { Step: { } step } floats => [.. Floats(floats, step)],
        _ => throw new ConfigException("GridSampler only supports discrete distributions."),
    };

    private static IEnumerable<object?> Integers(IntDistribution range)
    {
        for (long value = range.Low; value < range.High; value += range.Step)
            yield return value;
    }

    private static IEnumerable<object?> Floats(FloatDistribution range, double step)
    {
        double count = FloorQuotient(range.High - range.Low, step);
        for (int index = 0; index < count; index++)
            yield return range.Low + (index * step);
    }

    /// <summary>Python's <c>//</c>, by which the sweeper counts: exact where the rounded quotient is not.</summary>
    private static double FloorQuotient(double width, double step) => Math.Round((width - (width % step)) / step);
}
