using System.Data.Common;

namespace Binnacle.Tuning.Sql;

/// <summary>One connection to a database, with its prepared statements, and what its dialect does in its own way. Used by one thread at a time.</summary>
/// <remarks>Statements have the parameters <c>$1</c>, <c>$2</c>, …</remarks>
internal abstract class SqlSession(string name, DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = [];
    private readonly HashSet<string> _texts = [];

    /// <summary>The database as messages call it.</summary>
    public string Name { get; } = name;

    /// <summary>A number that changes when another connection has written; null when that cannot be known.</summary>
    public abstract long? Version { get; }

    /// <summary>Follows a SELECT that locks its rows until the end of the transaction.</summary>
    public abstract string RowLock { get; }

    /// <summary>How many seconds ago the moment of a column was, by the clock of the database, which also wrote it.</summary>
    public abstract string SecondsSince(string column);

    /// <summary>A condition that holds for the ids in the list that is given as a parameter (<see cref="IdList"/>).</summary>
    public abstract string IsAmong(string column, string parameter);

    /// <summary>The value of such a parameter.</summary>
    public abstract object IdList(IReadOnlyList<long> ids);

    /// <summary>How many tables the database has.</summary>
    public abstract long CountTables();

    /// <summary>True when it has the table.</summary>
    public abstract bool HasTable(string table);

    /// <summary>The tables of a new database of one version.</summary>
    public abstract string TablesOf(SchemaHead head);

    /// <summary>Keeps others from making tables at the same time, until the end of the transaction.</summary>
    public virtual void LockSchema()
    {
    }

    /// <summary>Runs statements without results.</summary>
    public void Script(string sql)
    {
        using DbCommand command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs one statement; the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first value of the first row, integers as <see cref="long"/>; null without rows.</summary>
    public object? Single(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar() switch
    {
        DBNull => null,
        int integer => (long)integer,
        var value => value,
    };

    /// <summary>Hands every row to <paramref name="read"/>.</summary>
    public void Query(string sql, Action<DbDataReader> read, params ReadOnlySpan<object?> values)
    {
        using DbDataReader reader = Prepare(sql, values).ExecuteReader();
        while (reader.Read())
            read(reader);
    }

    /// <summary>The text of a column that has few different ones over all rows.</summary>
    public virtual string Text(DbDataReader row, int column)
    {
        string text = row.GetString(column);
        if (_texts.TryGetValue(text, out string? known))
            return known;
        _texts.Add(text);
        return text;
    }

    /// <summary>Runs <paramref name="change"/> as one transaction. It may be run again when the database gave way to another transaction.</summary>
    public T Write<T>(Func<T> change) => Guard(() =>
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return WriteOnce(change);
            }
            catch (DbException error) when (MayRetry(error, attempt))
            {
                Thread.Sleep(Random.Shared.Next(1, 10 * Math.Min(attempt, 20)));
            }
        }
    });

    /// <summary>Turns failures of the database into messages that name it.</summary>
    public T Guard<T>(Func<T> use)
    {
        try
        {
            MustBeInPlace();
            return use();
        }
        catch (DbException error)
        {
            throw new TuningException($"{Name}: {Explain(error)}", error);
        }
    }

    public virtual void Dispose()
    {
        foreach (DbCommand command in _commands.Values)
            command.Dispose();
        Connection.Dispose();
    }

    protected DbConnection Connection { get; } = connection;

    protected abstract string BeginTransaction { get; }

    /// <summary>Told when a transaction begins and when it has ended.</summary>
    protected Action<bool>? OnTransaction { get; init; }

    /// <summary>What went wrong, in words for a user.</summary>
    protected abstract string Explain(DbException error);

    /// <summary>True when the same transaction may succeed the next time.</summary>
    protected abstract bool MayRetry(DbException error, int attempt);

    /// <summary>A parameter without a value, at a place counted from 1.</summary>
    protected abstract DbParameter CreateParameter(int place);

    /// <summary>Refuses a database that others do not find any more where it was opened.</summary>
    /// <exception cref="TuningException">It was removed, or another took its place.</exception>
    protected virtual void MustBeInPlace()
    {
    }

    protected virtual void SetValue(DbParameter parameter, object? value) => parameter.Value = value ?? DBNull.Value;

    private T WriteOnce<T>(Func<T> change)
    {
        Execute(BeginTransaction);
        OnTransaction?.Invoke(true);
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
        finally
        {
            OnTransaction?.Invoke(false);
        }
    }

    // A failed COMMIT may have ended the transaction already.
    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (DbException)
        {
            // There is nothing left to roll back; the failure that led here is thrown on.
        }
        catch (InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out DbCommand? command))
        {
            command = Connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
                command.Parameters.Add(CreateParameter(i + 1));
            _commands.Add(sql, command);
        }

        for (int i = 0; i < values.Length; i++)
            SetValue(command.Parameters[i], values[i]);
        return command;
    }
}
