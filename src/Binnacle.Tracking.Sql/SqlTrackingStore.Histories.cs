using System.Data.Common;

namespace Binnacle.Tracking.Sql;

public sealed partial class SqlTrackingStore
{
    private const string PointColumns = "SELECT run_uuid, \"key\", value, timestamp, step, is_nan FROM metrics";

    /// <inheritdoc/>
    public Task<PagedList<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default) =>
        _database.ReadLongAsync(session => History(session, runId, key, maxResults, pageToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default) =>
        _database.ReadLongAsync<IReadOnlyList<RunMetric>>(
            session =>
            {
                SearchLimits.CheckPositive(maxResults);
                return session.List(
                    $"{PointColumns} WHERE {session.Dialect.InTexts("run_uuid", 0)} AND \"key\" = @p1 ORDER BY run_uuid, timestamp, step, value LIMIT @p2",
                    ReadPoint,
                    session.Dialect.Texts(runIds),
                    key,
                    maxResults);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxSteps, long? startStep = null, long? endStep = null, CancellationToken cancellationToken = default) =>
        _database.ReadLongAsync<IReadOnlyList<RunMetric>>(session => SampleHistories(session, runIds, key, maxSteps, startStep, endStep), cancellationToken);

    private PagedList<Metric> History(SqlSession session, string runId, string key, int? maxResults, string? pageToken)
    {
        FindRun(session, runId);
        int most = maxResults is null ? int.MaxValue : HistoryPages.MostPoints;
        return _histories.Page(runId, key, maxResults, pageToken, () => session.ReadMetrics(runId, key, most))
            ?? LongHistory(session, runId, key, maxResults ?? int.MaxValue, Paging.StartOf(pageToken));
    }

    /// <summary>A page of a history that would take much memory; the database looks for it each time.</summary>
    private static PagedList<Metric> LongHistory(SqlSession session, string runId, string key, int size, int offset)
    {
        // One more is read, to know whether a page follows.
        int count = Math.Min(size, int.MaxValue - 1);
        PointList points = session.ReadMetrics(runId, key, count + 1, offset);
        return points.Count <= count
            ? new PagedList<Metric>(points, null)
            : new PagedList<Metric>(new ListPage<Metric>(points, 0, count), Paging.TokenOf(offset + count));
    }

    private static List<RunMetric> SampleHistories(
        SqlSession session, IReadOnlyList<string> runIds, string key, int maxSteps, long? startStep, long? endStep)
    {
        List<long>[] steps = [.. runIds.Select(runId =>
            session.List($"SELECT DISTINCT step FROM metrics{session.HistoryIndex} WHERE run_uuid = @p0 AND \"key\" = @p1", row => row.GetInt64(0), runId, key))];
        string condition = SqlDialect.InNumbers("step", StepSample.Of(steps, maxSteps, startStep, endStep));
        List<RunMetric> points = [];
        foreach (string runId in runIds)
            points.AddRange(session.List($"{PointColumns}{session.HistoryIndex} WHERE run_uuid = @p0 AND \"key\" = @p1 AND {condition} ORDER BY step, timestamp", ReadPoint, runId, key));
        return points;
    }

    private static RunMetric ReadPoint(DbDataReader row) => new(
        row.GetString(0),
        new Metric(row.GetString(1), StoredNumber.Read(row.GetDouble(2), row.GetBoolean(5)), row.GetInt64(3), row.GetInt64(4)));
}
