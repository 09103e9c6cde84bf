namespace Binnacle.Server.Ui.Charts;

/// <summary>One line of a chart, as the script draws it: parallel lists of points.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Steps">Step of each point.</param>
/// <param name="Times">Time of each point, in milliseconds since 1970 (UTC).</param>
/// <param name="Values">Value of each point; null where it is no finite number, which leaves a gap.</param>
/// <param name="Total">How many points the metric has; more than are listed when it was sampled.</param>
internal sealed record ChartSeries(
    string Run, string Name, string Color, IReadOnlyList<long> Steps, IReadOnlyList<long> Times, IReadOnlyList<double?> Values, int Total);

/// <summary>The lines of one metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Series">A line a run.</param>
internal sealed record ChartData(string Metric, IReadOnlyList<ChartSeries> Series);
