namespace Binnacle.Tracking;

public sealed partial class FileTrackingStore
{
    /// <inheritdoc/>
    public Task<PagedList<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default) =>
        Run(() => MetricHistory(runId, key, maxResults, pageToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default) => Run(
        () =>
        {
            SearchLimits.CheckPositive(maxResults);
            IEnumerable<RunMetric> points = runIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .SelectMany(runId => Points(runId, key, Warner()).Select(point => new RunMetric(runId, point)));
            return (IReadOnlyList<RunMetric>)[.. points.Take(maxResults)];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxSteps, long? startStep = null, long? endStep = null, CancellationToken cancellationToken = default) =>
        Run(() => SampleHistories(runIds, key, maxSteps, startStep, endStep), cancellationToken);

    private IReadOnlyList<RunMetric> SampleHistories(IReadOnlyList<string> runIds, string key, int maxSteps, long? startStep, long? endStep)
    {
        (string Id, PointList Points)[] runs = [.. runIds.Select(runId => (runId, Points(runId, key, Warner())))];
        HashSet<long> sample = [.. StepSample.Of([.. runs.Select(run => run.Points.Select(point => point.Step).ToList())], maxSteps, startStep, endStep)];
        return [.. runs.SelectMany(run => run.Points.Where(point => sample.Contains(point.Step))
            .OrderBy(point => point.Step).ThenBy(point => point.Timestamp)
            .Select(point => new RunMetric(run.Id, point)))];
    }

    private PagedList<Metric> MetricHistory(string runId, string key, int? maxResults, string? pageToken)
    {
        List<string> warnings = [];
        return _histories.Page(runId, key, maxResults, pageToken, () => Points(runId, key, Warner(warnings)))! with { Warnings = warnings };
    }

    private PointList Points(string runId, string key, Action<string> warn)
    {
        NameRules.CheckMetric(new Metric(key, 0, 0, 0));
        RunFolder folder = FindRun(runId);
        PointList points = MetricFile.Read(ValueFolder.PathOf(folder.MetricsPath, key), key, warn) ?? new PointList(key);
        points.Sort(static (left, right) => left.CompareTo(right));
        return points;
    }
}
