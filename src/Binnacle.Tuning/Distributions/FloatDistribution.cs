using System.Globalization;

namespace Binnacle.Tuning;

/// <summary>A real parameter drawn from an interval, both ends included.</summary>
/// <remarks>
/// With <see cref="Step"/>, only the points <c>Low + k * Step</c> are drawn and <see cref="High"/> is lowered to the
/// last of them; the arithmetic is exact on the shortest decimal text of the numbers, so <c>(0.9, 1.7, 0.1)</c> has nine
/// points. With <see cref="Log"/>, values are drawn uniformly in the logarithm.
/// </remarks>
public sealed record FloatDistribution : Distribution
{
    /// <param name="low">Smallest value. With <paramref name="log"/> it must be above zero.</param>
    /// <param name="high">Largest value, not below <paramref name="low"/>.</param>
    /// <param name="step">Distance of neighbouring points, above zero; null for a continuous parameter.</param>
    /// <param name="log">Draw in the logarithm. Cannot be combined with <paramref name="step"/>.</param>
    /// <exception cref="ArgumentException">The interval is empty or not finite, or the options exclude each other.</exception>
    public FloatDistribution(double low, double high, double? step = null, bool log = false)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
            throw new ArgumentException($"The range of a parameter must be finite, found low={low:R}, high={high:R}.");
        if (low > high)
            throw new ArgumentException($"low ({low:R}) must not be above high ({high:R}).", nameof(low));
        if (log && step is not null)
            throw new ArgumentException("A logarithmic parameter has no step.", nameof(step));
        if (log && low <= 0)
            throw new ArgumentException($"low of a logarithmic parameter must be above zero, found {low:R}.", nameof(low));
        if (step is { } distance && !(distance > 0 && double.IsFinite(distance)))
            throw new ArgumentException($"step must be finite and above zero, found {distance:R}.", nameof(step));

        Low = low;
        High = step is { } width ? DecimalGrid.LastPoint(low, high, width) : high;
        Step = step;
        Log = log;
    }

    /// <summary>Smallest value.</summary>
    public double Low { get; }

    /// <summary>Largest value; with <see cref="Step"/> the last point.</summary>
    public double High { get; }

    /// <summary>Distance of neighbouring points; null for a continuous parameter.</summary>
    public double? Step { get; }

    /// <summary>Values are drawn uniformly in the logarithm.</summary>
    public bool Log { get; }

    /// <inheritdoc/>
    public override bool IsSingle => Low == High || (Step is { } step && DecimalGrid.IsWiderThan(step, Low, High));

    internal override double SingleValue => Low;

    /// <inheritdoc/>
    public override bool Contains(double internalValue)
    {
        if (!(Low <= internalValue && internalValue <= High))
            return false;
        double points = Step is { } step ? (internalValue - Low) / step : 0;
        return Math.Abs(points - Math.Round(points)) < 1e-8;
    }

    /// <inheritdoc/>
    public override double ToInternal(object? value)
    {
        double number = value switch
        {
            double real => real,
            float real => real,
            int integer => integer,
            long integer => integer,
            bool flag => flag ? 1 : 0,
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) => parsed,
            _ => throw new ArgumentException($"expected a number, found {PythonJson.Write(value)}."),
        };
        return double.IsNaN(number) ? throw new ArgumentException("expected a number, found NaN.") : number;
    }

    /// <inheritdoc/>
    public override object? ToExternal(double internalValue) => internalValue;

    /// <inheritdoc/>
    public override bool IsCompatibleWith(Distribution other) => other is FloatDistribution real && real.Log == Log;
}
