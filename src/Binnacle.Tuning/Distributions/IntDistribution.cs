using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>An integer parameter drawn from an interval, both ends included.</summary>
/// <remarks>With <see cref="Step"/> above one, <see cref="High"/> is lowered to the last point <c>Low + k * Step</c>.</remarks>
public sealed record IntDistribution : Distribution
{
    /// <param name="low">Smallest value. With <paramref name="log"/> it must be at least one.</param>
    /// <param name="high">Largest value, not below <paramref name="low"/>.</param>
    /// <param name="step">Distance of neighbouring points, at least one.</param>
    /// <param name="log">Draw in the logarithm. Cannot be combined with a step above one.</param>
    /// <exception cref="ArgumentException">The interval is empty, or the options exclude each other.</exception>
    public IntDistribution(long low, long high, long step = 1, bool log = false)
    {
        if (low > high)
            throw new ArgumentException($"low ({low}) must not be above high ({high}).", nameof(low));
        if (step <= 0)
            throw new ArgumentException($"step must be above zero, found {step}.", nameof(step));
        if (log && step != 1)
            throw new ArgumentException("A logarithmic parameter has no step.", nameof(step));
        if (log && low < 1)
            throw new ArgumentException($"low of a logarithmic parameter must be at least one, found {low}.", nameof(low));

        Low = low;
        High = (long)(low + ((Int128)high - low) / step * step);
        Step = step;
        Log = log;
    }

    /// <summary>Smallest value.</summary>
    public long Low { get; }

    /// <summary>Largest value, a point of the grid.</summary>
    public long High { get; }

    /// <summary>Distance of neighbouring points.</summary>
    public long Step { get; }

    /// <summary>Values are drawn uniformly in the logarithm.</summary>
    public bool Log { get; }

    /// <inheritdoc/>
    public override bool IsSingle => Low == High;

    internal override double SingleValue => Low;

    /// <inheritdoc/>
    public override bool Contains(double internalValue) =>
        Low <= internalValue && internalValue <= High && Math.IEEERemainder(internalValue - Low, Step) == 0;

    /// <inheritdoc/>
    public override double ToInternal(object? value) => value switch
    {
        int integer => integer,
        long integer => integer,
        bool flag => flag ? 1 : 0,
        double real when double.IsFinite(real) => Math.Truncate(real),
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) => parsed,
        _ => throw new ArgumentException($"expected an integer, found {PythonJson.Write(value)}."),
    };

    /// <inheritdoc/>
    public override object? ToExternal(double internalValue) => (long)internalValue;

    /// <inheritdoc/>
    public override bool IsCompatibleWith(Distribution other) => other is IntDistribution integer && integer.Log == Log;
}
