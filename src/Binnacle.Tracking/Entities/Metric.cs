namespace Binnacle.Tracking;

/// <summary>One point of a metric.</summary>
/// <param name="Key">The metric's name, for example <c>val/loss</c>.</param>
/// <param name="Value">Any double, NaN and infinities included.</param>
/// <param name="Timestamp">When it was measured, in milliseconds since 1970 (UTC); not below zero.</param>
/// <param name="Step">The training step; may be negative.</param>
public readonly record struct Metric(string Key, double Value, long Timestamp, long Step)
{
    /// <summary>The logged model and data set that it was measured on; null for none, and in what stores read back for a run.</summary>
    public MetricLink? Link { get; init; }
}
