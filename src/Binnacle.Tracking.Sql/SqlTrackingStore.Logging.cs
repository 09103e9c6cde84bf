namespace Binnacle.Tracking.Sql;

public sealed partial class SqlTrackingStore
{
    /// <inheritdoc/>
    public async Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default)
    {
        NameRules.CheckMetric(metric);
        await _database.WriteAsync(session => WriteMetrics(session, FindActiveRun(session, runId), [metric]), metric.Link is null ? Refusal.BeforeWriting : Refusal.AfterWriting, cancellationToken);
    }

    /// <inheritdoc/>
    public Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            Param stored = NameRules.CheckParam(param);
            FindActiveRun(session, runId);
            if (WriteParam(session, runId, stored) is { } old && old != stored.Value)
            {
                throw TrackingException.Invalid($"Changing param values is not allowed. Param with key='{stored.Key}' was already logged with "
                    + $"value='{old}' for run ID='{runId}'. Attempted logging new value '{stored.Value}'.");
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            Tag stored = SqlRules.CheckTag(tag);
            FindActiveRun(session, runId);
            WriteTag(session, runId, stored);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default) => _database.WriteAsync(
        session =>
        {
            FindActiveRun(session, runId);
            if (session.Execute("DELETE FROM tags WHERE run_uuid = @p0 AND \"key\" = @p1", runId, key) == 0)
                throw TrackingException.Missing($"No tag with name: {key} in run with id {runId}");
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task LogBatchAsync(string runId, RunBatch batch, CancellationToken cancellationToken = default)
    {
        BatchRules.Check(batch);
        Param[] parameters = [.. batch.Params.Select((param, i) => NameRules.CheckParam(param, $"params[{i}].key"))];
        Tag[] tags = [.. batch.Tags.Select((tag, i) => SqlRules.CheckTag(tag, $"tags[{i}].key"))];
        bool mayBeRefused = parameters.Length > 0 || batch.Metrics.Any(metric => metric.Link is not null);
        await _database.WriteAsync(
            session => LogBatch(session, runId, parameters, batch.Metrics, tags), mayBeRefused ? Refusal.AfterWriting : Refusal.BeforeWriting, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> TrimMetricsAsync(string runId, Func<string, bool> keys, long lastStep, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(session => TrimMetrics(session, runId, keys, lastStep), cancellationToken);

    private static void LogBatch(SqlSession session, string runId, Param[] parameters, IReadOnlyList<Metric> metrics, Tag[] tags)
    {
        RunInfo run = FindActiveRun(session, runId);
        List<string> conflicts = [];
        foreach (Param param in parameters)
        {
            if (WriteParam(session, runId, param) is { } old && old != param.Value)
                conflicts.Add($"{{'key': {PythonText.Quote(param.Key)}, 'old_value': {PythonText.Quote(old)}, 'new_value': {PythonText.Quote(param.Value)}}}");
        }

        if (conflicts.Count > 0)
            throw TrackingException.Invalid($"Changing param values is not allowed. Params were already logged='[{string.Join(", ", conflicts)}]' for run ID='{runId}'.");
        WriteMetrics(session, run, metrics);
        foreach (Tag tag in tags)
            WriteTag(session, runId, tag);
    }

    private static void WriteMetrics(SqlSession session, RunInfo run, IReadOnlyList<Metric> metrics)
    {
        if (metrics.Count == 0)
            return;
        session.InsertMetrics(run.RunId, metrics);
        foreach (Metric latest in LatestOf(metrics))
        {
            (double value, bool isNan) = StoredNumber.Of(latest.Value);
            session.Execute(
                """
                INSERT INTO latest_metrics ("key", value, timestamp, step, is_nan, run_uuid) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
                ON CONFLICT ("key", run_uuid) DO UPDATE SET value = excluded.value, timestamp = excluded.timestamp, step = excluded.step, is_nan = excluded.is_nan
                WHERE (excluded.step, excluded.timestamp, excluded.value) > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)
                """,
                latest.Key,
                value,
                latest.Timestamp,
                latest.Step,
                isNan,
                run.RunId);
        }

        foreach (Metric metric in metrics)
        {
            if (metric.Link?.ModelId is not null)
                SqlLoggedModels.WriteMetric(session, run, metric);
        }
    }

    private static IReadOnlyCollection<Metric> LatestOf(IReadOnlyList<Metric> metrics)
    {
        if (metrics.Count == 1)
            return metrics;
        Dictionary<string, Metric> latest = new(StringComparer.Ordinal);
        foreach (Metric metric in metrics)
        {
            if (!latest.TryGetValue(metric.Key, out Metric best) || IsLater(metric, best))
                latest[metric.Key] = metric;
        }

        return latest.Values;
    }

    private static bool IsLater(Metric point, Metric other) =>
        (point.Step, point.Timestamp, StoredNumber.Of(point.Value).Value).CompareTo((other.Step, other.Timestamp, StoredNumber.Of(other.Value).Value)) > 0;

    /// <summary>Writes a parameter unless there is one of that name; returns the value that was there.</summary>
    private static string? WriteParam(SqlSession session, string runId, Param param) =>
        session.Execute("INSERT INTO params (\"key\", value, run_uuid) VALUES (@p0, @p1, @p2) ON CONFLICT DO NOTHING", param.Key, param.Value, runId) > 0
            ? null
            : session.Single("SELECT value FROM params WHERE \"key\" = @p0 AND run_uuid = @p1", param.Key, runId) as string;

    private static void WriteTag(SqlSession session, string runId, Tag tag)
    {
        session.Execute(
            "INSERT INTO tags (\"key\", value, run_uuid) VALUES (@p0, @p1, @p2) ON CONFLICT (\"key\", run_uuid) DO UPDATE SET value = excluded.value",
            tag.Key,
            tag.Value,
            runId);
        if (tag.Key == ReservedTags.RunName)
            session.Execute("UPDATE runs SET name = @p0 WHERE run_uuid = @p1", tag.Value, runId);
    }

    private static int TrimMetrics(SqlSession session, string runId, Func<string, bool> keys, long lastStep)
    {
        FindActiveRun(session, runId);
        int dropped = 0;
        foreach (string key in session.List("SELECT \"key\" FROM latest_metrics WHERE run_uuid = @p0", row => row.GetString(0), runId).Where(keys))
        {
            int count = session.Execute("DELETE FROM metrics WHERE run_uuid = @p0 AND \"key\" = @p1 AND step > @p2", runId, key, lastStep);
            if (count == 0)
                continue;
            dropped += count;
            session.Execute("DELETE FROM latest_metrics WHERE run_uuid = @p0 AND \"key\" = @p1", runId, key);
            session.Execute(
                """
                INSERT INTO latest_metrics ("key", value, timestamp, step, is_nan, run_uuid)
                SELECT "key", value, timestamp, step, is_nan, run_uuid FROM metrics WHERE run_uuid = @p0 AND "key" = @p1
                ORDER BY step DESC, timestamp DESC, value DESC LIMIT 1
                """,
                runId,
                key);
        }

        return dropped;
    }
}
