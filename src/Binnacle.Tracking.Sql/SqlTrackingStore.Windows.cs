namespace Binnacle.Tracking.Sql;

/// <summary>What a table over many runs asks: the order of all, and the values of the few in view.</summary>
public sealed partial class SqlTrackingStore
{
    private readonly Lock _watching = new();
    private SqlSession? _watcher;

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListRunIdsAsync(RunQuery query, CancellationToken cancellationToken = default) => _database.ReadLongAsync(
        IReadOnlyList<string> (session) =>
        {
            FilterNode? filter = FilterParser.Parse(query.Filter, RunFilterSchema.Instance, query.Dialect);
            OrderClause[] order = [.. query.OrderBy.Select(text => OrderClause.Parse(text, RunFilterSchema.Instance))];
            return FindRuns(session, query with { MaxResults = int.MaxValue - 1 }, filter, order, offset: 0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Run>> GetRunsAsync(IReadOnlyList<string> runIds, RunParts? parts = null, CancellationToken cancellationToken = default) =>
        _database.ReadLongAsync<IReadOnlyList<Run>>(session => ReadRuns(session, runIds, parts), cancellationToken);

    /// <inheritdoc/>
    public Task<RunKeys> ListRunKeysAsync(string experimentId, CancellationToken cancellationToken = default) => _database.ReadLongAsync(
        session => TryNumber(experimentId) is { } experiment
            ? new RunKeys(KeysIn(session, "params", experiment), KeysIn(session, "latest_metrics", experiment), KeysIn(session, "tags", experiment))
            : new RunKeys([], [], []),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MetricSummary>> SummarizeMetricsAsync(
        IReadOnlyList<string> runIds, IReadOnlyList<string> keys, CancellationToken cancellationToken = default) => _database.ReadLongAsync(
        IReadOnlyList<MetricSummary> (session) => session.List(
            $"""
            WITH points AS (
              SELECT run_uuid, "key" AS name, value, step FROM metrics
              WHERE {session.Dialect.InTexts("run_uuid", 0)} AND {session.Dialect.InTexts("\"key\"", 1)} AND NOT is_nan),
            ends AS (SELECT run_uuid, name, MIN(value) AS low, MAX(value) AS high FROM points GROUP BY run_uuid, name)
            SELECT e.run_uuid, e.name, e.low, MIN(CASE WHEN p.value = e.low THEN p.step END), e.high, MIN(CASE WHEN p.value = e.high THEN p.step END)
            FROM ends e JOIN points p ON p.run_uuid = e.run_uuid AND p.name = e.name GROUP BY e.run_uuid, e.name, e.low, e.high
            """,
            row => new MetricSummary(
                row.GetString(0), row.GetString(1), StoredNumber.Read(row.GetDouble(2), false), row.GetInt64(3), StoredNumber.Read(row.GetDouble(4), false), row.GetInt64(5)),
            session.Dialect.Texts(runIds),
            session.Dialect.Texts(keys)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<string?> GetChangeStampAsync(CancellationToken cancellationToken = default) => Task.Run<string?>(ReadStamp, cancellationToken);

    /// <summary>A connection of its own: SQLite's number says whether others, seen from that connection, have written.</summary>
    private string ReadStamp() => _database.Guard(() =>
    {
        lock (_watching)
        {
            if (_watcher is { IsUsable: false })
            {
                _watcher.Dispose();
                _watcher = null;
            }

            _watcher ??= _database.Connect();
            return Convert.ToString(_watcher.Single(_watcher.Dialect.ChangeStamp), System.Globalization.CultureInfo.InvariantCulture) ?? "";
        }
    });

    /// <summary>Jumps from name to name in the table's key instead of reading a row for every run.</summary>
    private static List<string> KeysIn(SqlSession session, string table, long experiment) => session.List(
        $"""
        WITH RECURSIVE names(name) AS (
          SELECT MIN("key") FROM {table}
          UNION ALL SELECT (SELECT MIN("key") FROM {table} WHERE "key" > names.name) FROM names WHERE names.name IS NOT NULL)
        SELECT name FROM names WHERE name IS NOT NULL AND EXISTS (
          SELECT 1 FROM {table} t JOIN runs r ON r.run_uuid = t.run_uuid WHERE t."key" = names.name AND r.experiment_id = @p0)
        """,
        row => row.GetString(0),
        experiment);

    private Run[] ReadRuns(SqlSession session, IReadOnlyList<string> ids, RunParts? parts)
    {
        if (ids.Count == 0)
            return [];
        Dictionary<string, RunInfo> infos = new(ids.Count, StringComparer.Ordinal);
        session.Query(
            $"SELECT {RunReader.Columns} FROM runs r WHERE {session.Dialect.InTexts("r.run_uuid", 0)}",
            row => infos[row.GetString(0)] = RunReader.ReadInfo(row),
            session.Dialect.Texts([.. ids]));
        RunInfo[] found = [.. ids.Where(infos.ContainsKey).Select(id => infos[id])];
        return parts is null ? RunReader.Complete(session, found, _head) : RunReader.Complete(session, found, parts);
    }
}
