namespace Binnacle.TorchSharp;

/// <summary>One value of a metric.</summary>
/// <param name="Key">The metric's name.</param>
/// <param name="Value">The value, which may be NaN or infinite.</param>
/// <param name="Step">The step that it belongs to.</param>
/// <param name="Timestamp">When it was measured, in milliseconds since 1970 (UTC).</param>
public sealed record MetricPoint(string Key, double Value, long Step, long Timestamp);
