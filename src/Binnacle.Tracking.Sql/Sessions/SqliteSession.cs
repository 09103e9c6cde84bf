using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Binnacle.Tracking.Sql;

/// <summary>A connection to a SQLite file. Commands are prepared once and kept.</summary>
internal sealed class SqliteSession : SqlSession
{
    private const int MostCommands = 200;
    private const int FileHasMoved = 20;
    private const string HistoryIndexName = "index_metrics_run_uuid_key_step";
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly SqliteMetrics _metrics;
    private readonly SqliteRunValues _values;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly bool _frozen;
    private string? _historyIndex;
    private SqliteDialect _dialect = SqliteDialect.Instance;
    private object? _schema;

    /// <param name="path">The file.</param>
    /// <param name="options">How it is used.</param>
    /// <param name="frozen">Whether it is read as a file that nobody changes meanwhile; then the session is for one use.</param>
    public SqliteSession(string path, SqlStoreOptions options, bool frozen)
    {
        _frozen = frozen;
        string text = new SqliteConnectionStringBuilder
        {
            DataSource = frozen ? $"file:{path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal)}?immutable=1" : path,
            DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
            Pooling = false,
        }.ToString();
        _connection = new SqliteConnection(text);
        try
        {
            _connection.Open();
            _metrics = new SqliteMetrics(_connection.Handle!);
            _values = new SqliteRunValues(_connection.Handle!);
            _begin = new SqliteStatement(_connection.Handle!, "BEGIN");
            _commit = new SqliteStatement(_connection.Handle!, "COMMIT");
            Script($"""
                PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
                PRAGMA foreign_keys = ON;
                PRAGMA case_sensitive_like = ON;
                PRAGMA cache_size = -8192;
                PRAGMA temp_store = MEMORY;
                PRAGMA wal_autocheckpoint = 4000;
                PRAGMA synchronous = {(options.SurvivePowerLoss ? "FULL" : "NORMAL")};
                """);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public override SqlDialect Dialect => _dialect;

    /// <summary>A file that was removed or replaced stays open, and what is written to it is lost. Where open files cannot be removed, SQLite knows no answer.</summary>
    public override bool HasMoved
    {
        get
        {
            int moved = 0;
            return FileControl(_connection.Handle!.DangerousGetHandle(), 0, FileHasMoved, ref moved) == raw.SQLITE_OK && moved != 0;
        }
    }

    public override bool IsUsable => !_frozen;

    /// <summary>Left alone, SQLite reads the points that all runs have of the metric, since the table's key holds all columns. MLflow 2 has no such index.</summary>
    public override string HistoryIndex => _historyIndex ??=
        Single("SELECT COUNT(*) FROM sqlite_master WHERE type = 'index' AND name = @p0", HistoryIndexName) is 1L ? $" INDEXED BY {HistoryIndexName}" : "";

    public override IReadOnlyList<string> ColumnsOf(string table) => List("SELECT name FROM pragma_table_info(@p0)", row => row.GetString(0), table.Trim('"'));

    public override void LookForIndexes()
    {
        object? schema = Single("PRAGMA schema_version");
        if (Equals(schema, _schema))
            return;
        _schema = schema;
        _dialect = SqliteIndexes.AreIn(this) ? SqliteDialect.WithIndexes : SqliteDialect.Instance;
    }

    public override void Script(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Takes the write lock at once, so that a transaction never has to give up half-way.</summary>
    public override void Begin() => Execute("BEGIN IMMEDIATE");

    /// <summary>In one transaction: the file is locked and looked at once, not for each of hundreds of statements.</summary>
    public override T Read<T>(Func<SqlSession, T> read)
    {
        _begin.Run();
        try
        {
            return read(this);
        }
        finally
        {
            // Some failures have ended it already.
            if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
                _commit.Run();
        }
    }

    public override void InsertMetrics(string runId, IReadOnlyList<Metric> metrics) => _metrics.Insert(runId, metrics);

    public override void ReadValues(Dictionary<string, RunContent> runs)
    {
        foreach ((string id, RunContent run) in runs)
            _values.Read(id, run);
    }

    /// <summary>Sorted here: points mostly come in order, and SQLite's sorter copies each row.</summary>
    public override PointList? ReadMetrics(string runId, string key, int most)
    {
        PointList? points = _metrics.Read(runId, key, most, HistoryIndex);
        points?.Sort(static (left, right) => StoredNumber.Of(left).Value.CompareTo(StoredNumber.Of(right).Value));
        return points;
    }

    public override void Dispose()
    {
        _metrics.Dispose();
        _values.Dispose();
        _begin.Dispose();
        _commit.Dispose();
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

    [DllImport(SqliteStatement.Library, EntryPoint = "sqlite3_file_control"), DefaultDllImportSearchPaths(SqliteStatement.Places)]
    private static extern int FileControl(nint connection, nint name, int operation, ref int result);
}
