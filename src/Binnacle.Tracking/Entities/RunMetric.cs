namespace Binnacle.Tracking;

/// <summary>A point of a metric with the run that logged it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Metric">The point.</param>
public readonly record struct RunMetric(string RunId, Metric Metric);
