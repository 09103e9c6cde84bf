using System.Collections.Concurrent;

namespace Binnacle.Tracking.Sql;

/// <summary>A database: connections that read, and one that writes (<see cref="WriteQueue"/>).</summary>
internal abstract class Database : IDisposable
{
    private readonly ConcurrentBag<SqlSession> _readers = [];
    private readonly WriteQueue _writes;
    private volatile bool _disposed;
    private volatile bool _moved;

    protected Database() => _writes = new WriteQueue(this);

    /// <summary>The database as messages name it, without password.</summary>
    public abstract string Name { get; }

    /// <summary>A new connection.</summary>
    public abstract SqlSession Connect();

    /// <summary>Sets what is kept in the database itself and does not touch its tables.</summary>
    public virtual void SetUp(SqlSession session)
    {
    }

    /// <summary>Keeps other processes from making the tables until the transaction ends.</summary>
    public virtual void LockForCreation(SqlSession session)
    {
    }

    /// <summary>Adds indexes of our own where they help, and where MLflow ignores them.</summary>
    public virtual void AddIndexes(SqlSession session)
    {
    }

    /// <summary>Adds them whether they help or not.</summary>
    public virtual void CreateIndexes(SqlSession session)
    {
    }

    /// <summary>Makes the tables of an empty database.</summary>
    public abstract void CreateTables(SqlSession session, SchemaVersion version);

    /// <summary>Whether the database has a table.</summary>
    public abstract bool HasTable(SqlSession session, string table);

    /// <summary>Whether the database has any table.</summary>
    public abstract bool IsEmpty(SqlSession session);

    /// <summary>Refuses a database that would only be made by opening it.</summary>
    public virtual void CheckExists()
    {
    }

    /// <summary>Copies the database to a file that is not there yet.</summary>
    public abstract void BackUp(SqlSession session, string path);

    /// <summary>Makes all tables anew in one transaction of which nobody else sees a part.</summary>
    public abstract void Rebuild(SqlSession session, Action rebuild);

    /// <summary>Moves tables out of the way, so that others of their names can be made.</summary>
    public abstract void PutAside(SqlSession session, IReadOnlyList<string> tables);

    /// <summary>Where a table is that was put aside, as SQL names it.</summary>
    public abstract string Aside(string table);

    /// <summary>Drops what was put aside.</summary>
    public abstract void DropAside(SqlSession session, IReadOnlyList<string> tables);

    /// <summary>What a failure of the database means, in words without SQL; null when it is none of the database's.</summary>
    public abstract TrackingException? Explain(Exception error);

    /// <summary>Whether a transaction failed only because another one was in its way.</summary>
    public abstract bool IsCollision(Exception error);

    /// <summary>Whether reading waits for a network.</summary>
    protected abstract bool IsRemote { get; }

    /// <summary>Reads in one connection.</summary>
    public Task<T> ReadAsync<T>(Func<SqlSession, T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        return IsRemote ? Task.Run(() => Read(read), cancellationToken) : InlineAsync(read);
    }

    /// <summary>Reads in one connection, away from the caller's thread; for what may take long.</summary>
    public Task<T> ReadLongAsync<T>(Func<SqlSession, T> read, CancellationToken cancellationToken) => Task.Run(() => Read(read), cancellationToken);

    /// <summary>Writes; done when it is committed.</summary>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> write, CancellationToken cancellationToken) =>
        _writes.AddAsync(write, Refusal.AfterWriting, cancellationToken);

    /// <summary>Writes; done when it is committed.</summary>
    public Task WriteAsync(Action<SqlSession> write, CancellationToken cancellationToken) => WriteAsync(write, Refusal.AfterWriting, cancellationToken);

    /// <summary>Writes; done when it is committed.</summary>
    public Task WriteAsync(Action<SqlSession> write, Refusal refusal, CancellationToken cancellationToken) => _writes.AddAsync(
        session =>
        {
            write(session);
            return true;
        },
        refusal,
        cancellationToken);

    /// <summary>Runs something, with failures of the database told as ours.</summary>
    public T Guard<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception error) when (error is not TrackingException && Explain(error) is not null)
        {
            throw Explain(error)!;
        }
    }

    /// <summary>Keeps from what was removed or replaced since it was opened: nobody would find what is written there.</summary>
    /// <param name="session">A connection that was made before; null for none.</param>
    /// <returns>The same.</returns>
    /// <exception cref="TrackingException">It was.</exception>
    public SqlSession? MustBeInPlace(SqlSession? session)
    {
        _moved |= session is { HasMoved: true };
        if (!_moved)
            return session;
        session?.Dispose();
        throw new TrackingException(
            ErrorCodes.TemporarilyUnavailable, $"{Name}: the file was removed, or replaced by another, while it was open. Start again to use the file that is there.");
    }

    public void Dispose()
    {
        _writes.Dispose();
        _disposed = true;
        while (_readers.TryTake(out SqlSession? session))
            session.Dispose();
    }

    private Task<T> InlineAsync<T>(Func<SqlSession, T> read)
    {
        try
        {
            return Task.FromResult(Read(read));
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }

    private T Read<T>(Func<SqlSession, T> read) => Guard(() =>
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SqlSession session = MustBeInPlace(_readers.TryTake(out SqlSession? free) ? free : null) ?? Connect();
        try
        {
            return session.Read(read);
        }
        finally
        {
            if (session.IsUsable && !_disposed)
                _readers.Add(session);
            else
                session.Dispose();
        }
    });
}
