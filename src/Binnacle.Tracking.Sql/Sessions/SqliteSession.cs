using Microsoft.Data.Sqlite;

namespace Binnacle.Tracking.Sql;

/// <summary>A connection to a SQLite file. Commands are prepared once and kept.</summary>
internal sealed class SqliteSession : SqlSession
{
    private const int MostCommands = 200;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SqliteSession(string path, SqlStoreOptions options)
    {
        string text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
            Pooling = false,
        }.ToString();
        _connection = new SqliteConnection(text);
        try
        {
            _connection.Open();
            Script($"""
                PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
                PRAGMA foreign_keys = ON;
                PRAGMA case_sensitive_like = ON;
                PRAGMA cache_size = -32768;
                PRAGMA mmap_size = 2147483648;
                PRAGMA temp_store = MEMORY;
                PRAGMA synchronous = {(options.SurvivePowerLoss ? "FULL" : "NORMAL")};
                """);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public override SqlDialect Dialect => SqliteDialect.Instance;

    public override bool IsUsable => true;

    public override void Script(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Takes the write lock at once, so that a transaction never has to give up half-way.</summary>
    public override void Begin() => Execute("BEGIN IMMEDIATE");

    public override void InsertMetrics(string runId, IReadOnlyList<Metric> metrics)
    {
        SqliteCommand command = Cached(
            "INSERT INTO metrics (\"key\", value, timestamp, run_uuid, step, is_nan) VALUES (@p0, @p1, @p2, @p3, @p4, @p5) ON CONFLICT DO NOTHING", 6);
        command.Parameters[3].Value = runId;
        foreach (Metric metric in metrics)
        {
            (double value, bool isNan) = StoredNumber.Of(metric.Value);
            command.Parameters[0].Value = metric.Key;
            command.Parameters[1].Value = value;
            command.Parameters[2].Value = metric.Timestamp;
            command.Parameters[4].Value = metric.Step;
            command.Parameters[5].Value = isNan;
            command.ExecuteNonQuery();
        }
    }

    public override void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    protected override Lease Prepare(string sql, ReadOnlySpan<object?> values)
    {
        SqliteCommand command = Cached(sql, values.Length);
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return new Lease(command, keep: true);
    }

    private SqliteCommand Cached(string sql, int parameters)
    {
        if (_commands.TryGetValue(sql, out SqliteCommand? command))
            return command;

        if (_commands.Count >= MostCommands)
            Forget();
        command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        _commands.Add(sql, command);
        return command;
    }

    /// <summary>Searches make ever new statements; they must not pile up.</summary>
    private void Forget()
    {
        foreach (SqliteCommand command in _commands.Values)
            command.Dispose();
        _commands.Clear();
    }
}
