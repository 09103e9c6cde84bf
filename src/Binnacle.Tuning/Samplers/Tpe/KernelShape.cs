using System.Runtime.CompilerServices;

namespace Binnacle.Tuning.Tpe;

/// <summary>Where the kernels of a numeric parameter live.</summary>
/// <remarks>A logarithmic parameter lives in logarithms; a stepped one has half a step more at both ends of its range.</remarks>
internal readonly struct KernelShape
{
    public KernelShape(Distribution distribution)
    {
        (RangeLow, RangeHigh, Step, IsLog) = distribution switch
        {
            FloatDistribution real => (real.Low, real.High, real.Step ?? 0, real.Log),
            IntDistribution integer => (integer.Low, integer.High, (double)integer.Step, integer.Log),
            _ => throw new ArgumentException($"{distribution.GetType().Name} is not numeric."),
        };
        Low = Internal(RangeLow - Step / 2);
        High = Internal(RangeHigh + Step / 2);
    }

    /// <summary>The smallest value of the parameter.</summary>
    public double RangeLow { get; }

    /// <summary>The largest value of the parameter.</summary>
    public double RangeHigh { get; }

    /// <summary>The lower end of every kernel.</summary>
    public double Low { get; }

    /// <summary>The upper end of every kernel.</summary>
    public double High { get; }

    /// <summary>The distance of values; 0 for a continuous parameter.</summary>
    public double Step { get; }

    public bool IsLog { get; }

    /// <summary>The value at a drawn place, in the parameter's own scale.</summary>
    public double External(double place)
    {
        double value = IsLog ? Math.Exp(place) : place;
        if (Step == 0)
            return value;
        double onGrid = RangeLow + Math.Round((value - RangeLow) / Step) * Step;
        return Math.Min(Math.Max(onGrid, RangeLow), RangeHigh);
    }

    /// <summary>The place of a value in the kernels' scale.</summary>
    public double Internal(double value) => IsLog ? Math.Log(value) : value;

    /// <summary>The widths of kernels by their neighbours: the wider of the gaps to both sides, within bounds.</summary>
    /// <param name="means">The places of the kernels, ascending, the prior's left out.</param>
    /// <param name="widths">Takes the widths.</param>
    /// <param name="options">The sampler's options.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SetWidths(ReadOnlySpan<double> means, Span<double> widths, TpeOptions options)
    {
        int count = means.Length;
        if (count == 0)
            return;
        double range = High - Low, narrowest = Narrowest(count, options);
        double left = means[0] - Low;
        for (int i = 0; i < count; i++)
        {
            double right = (i == count - 1 ? High : means[i + 1]) - means[i];
            widths[i] = Math.Min(Math.Max(Math.Max(left, right), narrowest), range);
            left = right;
        }

        if (options.ConsiderEndpoints || count == 1)
            return;
        widths[0] = Math.Min(Math.Max(means[1] - means[0], narrowest), range);
        widths[^1] = Math.Min(Math.Max(means[^1] - means[^2], narrowest), range);
    }

    /// <summary>The least width of so many kernels.</summary>
    public double Narrowest(int count, TpeOptions options) => options.MagicClip ? (High - Low) / Math.Min(100.0, 1.0 + (count + 1)) : 1e-12;
}
