namespace Binnacle.Tuning;

/// <summary>Maps a parameter's values onto an interval from which they are drawn uniformly, and back.</summary>
/// <remarks>Stepped and integer parameters get half a step more at both ends, logarithmic ones the interval of logarithms.</remarks>
internal static class SearchSpaceTransform
{
    /// <summary>The interval of a numeric parameter.</summary>
    public static (double Low, double High) Bounds(Distribution distribution) => distribution switch
    {
        FloatDistribution { Log: true } real => (Math.Log(real.Low), Math.Log(real.High)),
        FloatDistribution { Step: { } step } real => (real.Low - 0.5 * step, real.High + 0.5 * step),
        FloatDistribution real => (real.Low, real.High),
        IntDistribution { Log: true } integer => (Math.Log(integer.Low - 0.5), Math.Log(integer.High + 0.5)),
        IntDistribution integer => (integer.Low - 0.5 * integer.Step, integer.High + 0.5 * integer.Step),
        _ => throw new ArgumentException($"{distribution.GetType().Name} is not numeric."),
    };

    /// <summary>A value's place in the interval.</summary>
    public static double Transform(Distribution distribution, double value) =>
        distribution is FloatDistribution { Log: true } or IntDistribution { Log: true } ? Math.Log(value) : value;

    /// <summary>The value at a place of the interval.</summary>
    public static double Untransform(Distribution distribution, double place)
    {
        switch (distribution)
        {
            case FloatDistribution { Step: { } step } real:
                return Math.Clamp(Math.Round((place - real.Low) / step) * step + real.Low, real.Low, real.High);
            case FloatDistribution real:
                double value = real.Log ? Math.Exp(place) : place;
                return real.IsSingle ? value : Math.Min(value, Math.BitDecrement(real.High));
            case IntDistribution { Log: true } integer:
                return Math.Clamp(Math.Round(Math.Exp(place)), integer.Low, integer.High);
            case IntDistribution integer:
                return Math.Truncate(Math.Clamp(
                    Math.Round((place - integer.Low) / integer.Step) * integer.Step + integer.Low, integer.Low, integer.High));
            default:
                throw new ArgumentException($"{distribution.GetType().Name} is not numeric.");
        }
    }
}
