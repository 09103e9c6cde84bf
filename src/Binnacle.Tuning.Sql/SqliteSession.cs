using Microsoft.Data.Sqlite;

namespace Binnacle.Tuning.Sql;

/// <summary>One connection to a database file, with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    public SqliteSession(string path, SqliteStorageOptions options)
    {
        Path = path;
        string connection = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = (int)Math.Ceiling(options.BusyTimeout.TotalSeconds),
            Pooling = false,
        }.ToString();
        _connection = new SqliteConnection(connection);
        Guard<object?>(() =>
        {
            _connection.Open();
            Script($"""
                PRAGMA busy_timeout = {(int)options.BusyTimeout.TotalMilliseconds};
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = {(options.SurvivePowerLoss ? "FULL" : "NORMAL")};
                """);
            return null;
        });
    }

    public string Path { get; }

    /// <summary>A number that changes when another connection has written.</summary>
    public long Version => (long)Single("PRAGMA data_version")!;

    /// <summary>Runs statements without results.</summary>
    public void Script(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs one statement with the parameters <c>$0</c>, <c>$1</c>, …</summary>
    public void Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Inserts a row and returns its id.</summary>
    public long Insert(string sql, params ReadOnlySpan<object?> values)
    {
        Execute(sql, values);
        return (long)Single("SELECT last_insert_rowid()")!;
    }

    /// <summary>The first value of the first row; null without rows.</summary>
    public object? Single(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() is var value && value is DBNull ? null : value;

    /// <summary>Hands every row to <paramref name="read"/>.</summary>
    public void Query(string sql, Action<SqliteDataReader> read, params ReadOnlySpan<object?> values)
    {
        using SqliteDataReader reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read())
            read(reader);
    }

    /// <summary>Runs <paramref name="change"/> as one transaction that holds the write lock from its beginning.</summary>
    public void Write(Action change) => Write<object?>(() =>
    {
        change();
        return null;
    });

    /// <inheritdoc cref="Write(Action)"/>
    public T Write<T>(Func<T> change) => Guard(() =>
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            T result = change();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    });

    /// <summary>Turns failures of the database into messages that name the file.</summary>
    public T Guard<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (SqliteException error)
        {
            throw new TuningException($"{Path}: {Explain(error)}", error);
        }
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private static string Explain(SqliteException error) => error.SqliteErrorCode switch
    {
        5 or 6 => "another process has been writing to the database for longer than the busy timeout.",
        8 => "the database cannot be written to.",
        13 => "the disk is full.",
        14 => "the database file cannot be opened; does its folder exist?",
        26 => "the file is no database.",
        _ => error.Message,
    };

    // A failed COMMIT may have ended the transaction already.
    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // There is nothing left to roll back; the failure that led here is thrown on.
        }
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
