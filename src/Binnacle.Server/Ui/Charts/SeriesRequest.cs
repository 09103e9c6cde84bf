namespace Binnacle.Server.Ui.Charts;

/// <summary>Which part of a metric's points a line chart wants.</summary>
/// <param name="Axis">What the range counts: <c>step</c>, <c>time</c> (milliseconds since 1970) or <c>relative</c> (seconds).</param>
/// <param name="From">First place; null for the beginning.</param>
/// <param name="To">Last place; null for the end.</param>
/// <param name="Smoothing">Weight of the moving average, 0 for none.</param>
/// <param name="Points">How many points of a line are shown at most. Default: 2,000, which is also the limit.</param>
public sealed record SeriesRequest(string Axis, double? From, double? To, double Smoothing, int? Points = null);
