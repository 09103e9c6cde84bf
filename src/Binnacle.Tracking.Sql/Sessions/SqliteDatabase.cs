using Microsoft.Data.Sqlite;

namespace Binnacle.Tracking.Sql;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteDatabase(string path, SqlStoreOptions options) : Database
{
    public const string Scheme = "sqlite:";
    private const int ReadOnly = 8;
    private const int CannotOpen = 14;

    public override string Name => path;

    protected override bool IsRemote => false;

    /// <summary>The path in <c>sqlite:///relative.db</c> or <c>sqlite:////absolute.db</c>.</summary>
    /// <exception cref="TrackingException">The URI names no file.</exception>
    public static string PathOf(string uri)
    {
        const string Prefix = "sqlite:///";
        string path = uri.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? uri[Prefix.Length..].Split('?')[0] : "";
        if (path.Length == 0 || path == ":memory:")
        {
            throw new TrackingException(ErrorCodes.InvalidParameterValue,
                $"Tracking URI '{uri}' names no file: expected 'sqlite:///relative.db' or 'sqlite:////absolute.db'.");
        }

        return Path.GetFullPath(path);
    }

    /// <summary>
    /// A file with write-ahead logging cannot be shared in a folder that may not be written to. While nothing waits in its log nobody
    /// writes to it, and it is read as it is.
    /// </summary>
    public override SqlSession Connect()
    {
        try
        {
            return Connect(frozen: false);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is ReadOnly or CannotOpen && File.Exists(path) && new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 })
        {
            return Connect(frozen: true);
        }
    }

    /// <summary>Write-ahead logging, where the file may be written: reading then goes on while somebody writes.</summary>
    public override void SetUp(SqlSession session)
    {
        long start = Environment.TickCount64;
        while (session.Single("PRAGMA journal_mode") is not "wal")
        {
            try
            {
                session.Script("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteException error) when (error.SqliteErrorCode == ReadOnly)
            {
                // Reading works without.
                return;
            }
            catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6 && Environment.TickCount64 - start < options.BusyTimeout.TotalMilliseconds)
            {
                // The change needs the file for itself, and SQLite does not wait for that.
                Thread.Sleep(20);
            }
        }
    }

    public override bool HasTable(SqlSession session, string table) =>
        session.Single("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @p0", table) is 1L;

    public override bool IsEmpty(SqlSession session) => session.Single("SELECT COUNT(*) FROM sqlite_master") is 0L;

    public override void CreateTables(SqlSession session, SchemaVersion version) => session.Script(SchemaHead.Of(version).Tables);

    public override void AddIndexes(SqlSession session) => SqliteIndexes.Add(session);

    public override void CreateIndexes(SqlSession session) => SqliteIndexes.Create(session);

    public override void CheckExists()
    {
        if (!File.Exists(path))
            throw TrackingException.Missing($"{path}: there is no such file.");
    }

    public override void BackUp(SqlSession session, string path)
    {
        if (File.Exists(path))
            throw new TrackingException(ErrorCodes.ResourceAlreadyExists, $"{path}: there is a file already; a backup is not written over it.");
        session.Execute("VACUUM INTO @p0", path);
    }

    public override void Rebuild(SqlSession session, Action rebuild)
    {
        // References between tables stay as they are written while tables are renamed and dropped; both are off in a transaction only if they were before.
        session.Script("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON");
        session.Begin();
        try
        {
            rebuild();
            session.Commit();
        }
        catch
        {
            session.RollBack();
            throw;
        }
    }

    public override void PutAside(SqlSession session, IReadOnlyList<string> tables)
    {
        foreach (string table in tables)
        {
            foreach ((string type, string name) in session.List(
                "SELECT type, name FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name = @p0", row => (row.GetString(0), row.GetString(1)), table))
                session.Script($"DROP {type} \"{name}\"");
            session.Script($"ALTER TABLE \"{table}\" RENAME TO {Aside(table)}");
        }
    }

    public override string Aside(string table) => $"\"binnacle_old_{table}\"";

    public override void DropAside(SqlSession session, IReadOnlyList<string> tables)
    {
        foreach (string table in tables)
            session.Script($"DROP TABLE {Aside(table)}");
    }

    public override bool IsCollision(Exception error) => false;

    public override TrackingException? Explain(Exception error)
    {
        if (error is not SqliteException failure)
            return null;
        (string code, string what) = failure.SqliteErrorCode switch
        {
            5 or 6 => (ErrorCodes.TemporarilyUnavailable, $"another process has been writing to it for longer than {options.BusyTimeout.TotalSeconds:0.#} s"),
            ReadOnly => (ErrorCodes.TemporarilyUnavailable, "it cannot be written to (read-only file or folder)"),
            10 => (ErrorCodes.TemporarilyUnavailable, "reading or writing the file failed"),
            13 => (ErrorCodes.TemporarilyUnavailable, "the disk is full"),
            CannotOpen => (ErrorCodes.TemporarilyUnavailable, "it cannot be opened (is its folder there, and may it be used)"),
            11 => (ErrorCodes.InternalError, "the file is damaged"),
            26 => (ErrorCodes.InternalError, "the file is no database"),
            _ => (ErrorCodes.InternalError, $"the database refused the operation (SQLite error {failure.SqliteExtendedErrorCode})"),
        };
        return new TrackingException(code, $"{path}: {what}.", error);
    }

    private SqliteSession Connect(bool frozen)
    {
        SqliteSession session = new(path, options, frozen);
        try
        {
            session.Single("SELECT 1 FROM sqlite_master LIMIT 1");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
