using System.Data.Common;

namespace Binnacle.Tracking.Sql;

/// <summary>One connection with its commands; used by one thread at a time. Parameters are named <c>@p0</c>, <c>@p1</c>, …</summary>
internal abstract class SqlSession : IDisposable
{
    /// <summary>The words in which the databases differ.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>Runs a statement; returns the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using Lease lease = Prepare(sql, values);
        return lease.Command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null without rows.</summary>
    public object? Single(string sql, params ReadOnlySpan<object?> values)
    {
        using Lease lease = Prepare(sql, values);
        return lease.Command.ExecuteScalar() is var value && value is DBNull ? null : value;
    }

    /// <summary>Hands every row to <paramref name="read"/>.</summary>
    public void Query(string sql, Action<DbDataReader> read, params ReadOnlySpan<object?> values)
    {
        using Lease lease = Prepare(sql, values);
        using DbDataReader reader = lease.Command.ExecuteReader();
        while (reader.Read())
            read(reader);
    }

    /// <summary>All rows, each made into an item.</summary>
    public List<T> List<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        List<T> items = [];
        Query(sql, reader => items.Add(read(reader)), values);
        return items;
    }

    /// <summary>Names of the columns of a table, which is named as in SQL; without those that the database computes itself.</summary>
    public abstract IReadOnlyList<string> ColumnsOf(string table);

    /// <summary>Looks whether there are indexes of ours, which other processes add too, and drop when they make a table anew.</summary>
    public virtual void LookForIndexes()
    {
    }

    /// <summary>Runs statements without parameters or results.</summary>
    public abstract void Script(string sql);

    /// <summary>Whether what it is connected to is no longer what its name leads to.</summary>
    public virtual bool HasMoved => false;

    public abstract void Begin();

    public void Commit() => Script("COMMIT");

    public void RollBack() => Script("ROLLBACK");

    /// <summary>Reads, in a state that does not change meanwhile where that costs no round trips.</summary>
    public virtual T Read<T>(Func<SqlSession, T> read) => read(this);

    /// <summary>Writes points of metrics; identical ones are there once.</summary>
    public abstract void InsertMetrics(string runId, IReadOnlyList<Metric> metrics);

    /// <summary>What follows the table of metrics where the points of one run and metric are read; empty for the database's own choice.</summary>
    public virtual string HistoryIndex => "";

    /// <summary>All points of a metric by time, then step, then value; null when there are more than <paramref name="most"/>.</summary>
    public abstract PointList? ReadMetrics(string runId, string key, int most);

    /// <summary>Points of a metric by time, then step, then value, from one of them on.</summary>
    public PointList ReadMetrics(string runId, string key, int count, int offset)
    {
        PointList points = new(key);
        Query(
            $"SELECT value, timestamp, step, is_nan FROM metrics{HistoryIndex} WHERE run_uuid = @p0 AND \"key\" = @p1 ORDER BY timestamp, step, value LIMIT @p2 OFFSET @p3",
            row => points.Add(StoredNumber.Read(row.GetDouble(0), row.GetBoolean(3)), row.GetInt64(1), row.GetInt64(2)),
            runId,
            key,
            count,
            offset);
        return points;
    }

    /// <summary>Reads all metrics, parameters and tags of runs.</summary>
    public virtual void ReadValues(Dictionary<string, RunContent> runs) => RunReader.ReadValues(this, runs);

    /// <summary>Whether the connection can still be used.</summary>
    public abstract bool IsUsable { get; }

    public abstract void Dispose();

    protected abstract Lease Prepare(string sql, ReadOnlySpan<object?> values);

    /// <summary>A command for one use.</summary>
    protected readonly struct Lease(DbCommand command, bool keep) : IDisposable
    {
        public DbCommand Command { get; } = command;

        public void Dispose()
        {
            if (!keep)
                Command.Dispose();
        }
    }
}
