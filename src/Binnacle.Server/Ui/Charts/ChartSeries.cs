namespace Binnacle.Server.Ui.Charts;

/// <summary>One line of a chart, as the script draws it: parallel lists of points.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Steps">Step of each point.</param>
/// <param name="Times">Time of each point, in milliseconds since 1970 (UTC).</param>
/// <param name="Values">Value of each point; null where it is no finite number, which leaves a gap.</param>
/// <param name="Smoothed">The moving average over all points, at each point; null without smoothing.</param>
/// <param name="Total">How many points the part has; more than are listed when it was sampled.</param>
/// <param name="NotFinite">How many of them are no finite numbers.</param>
/// <param name="Begin">Time of the metric's first point, from which the time since start counts.</param>
public sealed record ChartSeries(
    string Run, IReadOnlyList<long> Steps, IReadOnlyList<long> Times, IReadOnlyList<double?> Values, IReadOnlyList<double?>? Smoothed,
    int Total, int NotFinite, long Begin);
