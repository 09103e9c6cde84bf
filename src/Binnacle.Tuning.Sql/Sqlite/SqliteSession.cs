using System.Data.Common;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Binnacle.Tuning.Sql;

/// <summary>A connection to a database file. Its transactions take the write lock first.</summary>
internal sealed class SqliteSession : SqlSession
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int HasMoved = 20;

    private readonly TextPool _texts = new();

    public SqliteSession(string path, SqliteStorageOptions options)
        : base(path, new SqliteConnection(ConnectionString(path, options)))
    {
        OnTransaction = options.OnTransaction;
        Guard<object?>(() =>
        {
            Connection.Open();
            Script($"""
                PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
                PRAGMA synchronous = {(options.SurvivePowerLoss ? "FULL" : "NORMAL")};
                """);
            SwitchToWriteAheadLog(options.BusyTimeout);
            return null;
        });
    }

    public override long? Version => (long)Single("PRAGMA data_version")!;

    public override string RowLock => "";

    protected override string BeginTransaction => "BEGIN IMMEDIATE";

    public override string SecondsSince(string column) => $"((julianday('now') - julianday({column})) * 86400.0)";

    // The bytes are looked at where SQLite has them; a text is made of them once.
    public override string Text(DbDataReader row, int column) => row is SqliteDataReader { Handle: { } statement } && !row.IsDBNull(column)
        ? _texts.Of(raw.sqlite3_column_blob(statement, column))
        : base.Text(row, column);

    public override string IsAmong(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    public override object IdList(IReadOnlyList<long> ids) => $"[{string.Join(',', ids)}]";

    public override long CountTables() => (long)Single("SELECT COUNT(*) FROM sqlite_master")!;

    public override bool HasTable(string table) => Single("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = $1", table) is 1L;

    public override string TablesOf(SchemaHead head) => SqliteSchema.Of(head);

    protected override string Explain(DbException error) => ((SqliteException)error).SqliteErrorCode switch
    {
        Busy or Locked => "another process has been writing to the database for longer than the busy timeout.",
        ReadOnly => "the database cannot be written to.",
        10 => $"the disk reported an error: {error.Message}",
        11 => "the database file is damaged.",
        13 => "the disk is full.",
        14 => "the database file cannot be opened; does its folder exist?",
        26 => "the file is no database.",
        _ => error.Message,
    };

    // The write lock is taken first, with the busy timeout, so that nothing is left to give way to.
    protected override bool MayRetry(DbException error, int attempt) => false;

    // A file that was removed stays open, and what is written to it is lost.
    protected override void MustBeInPlace()
    {
        if (((SqliteConnection)Connection).Handle is not { } handle)
            return;
        int moved = 0;
        if (FileControl(handle.DangerousGetHandle(), 0, HasMoved, ref moved) == raw.SQLITE_OK && moved != 0)
            throw new TuningException($"{Name}: the file was removed, or replaced by another, while it was open.");
    }

    protected override DbParameter CreateParameter(int place) => new SqliteParameter { ParameterName = $"${place}" };

    // The switch needs the file for itself, and SQLite does not wait for that.
    private void SwitchToWriteAheadLog(TimeSpan patience)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Single("PRAGMA journal_mode") is not "wal")
        {
            try
            {
                Script("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteException error) when (error.SqliteErrorCode == ReadOnly)
            {
                // Studies can be looked at without.
                return;
            }
            catch (SqliteException error) when (error.SqliteErrorCode is Busy or Locked && Stopwatch.GetElapsedTime(begin) < patience)
            {
                Thread.Sleep(20);
            }
        }
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int FileControl(nint database, nint schema, int operation, ref int answer);

    private static string ConnectionString(string path, SqliteStorageOptions options) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
        Pooling = false,
    }.ToString();
}
