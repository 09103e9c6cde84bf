using SQLitePCL;

namespace Binnacle.Tracking.Sql;

/// <summary>Writes and reads points of metrics in a SQLite file.</summary>
internal sealed class SqliteMetrics(sqlite3 connection) : IDisposable
{
    private SqliteStatement? _insert;
    private SqliteStatement? _select;

    public void Insert(string runId, IReadOnlyList<Metric> metrics)
    {
        SqliteStatement insert = _insert ??= new SqliteStatement(
            connection, "INSERT INTO metrics (\"key\", value, timestamp, run_uuid, step, is_nan) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING");
        insert.Set(4, runId);
        string? key = null;
        foreach (Metric metric in ByKey(metrics))
        {
            (double value, bool isNan) = StoredNumber.Of(metric.Value);
            if (!ReferenceEquals(metric.Key, key))
                insert.Set(1, key = metric.Key);
            insert.Set(2, value);
            insert.Set(3, metric.Timestamp);
            insert.Set(5, metric.Step);
            insert.Set(6, isNan ? 1 : 0);
            insert.Run();
        }
    }

    /// <summary>All points of a metric, in the order of the index; null when there are more than <paramref name="most"/>.</summary>
    public PointList? Read(string runId, string key, int most, string index)
    {
        SqliteStatement select = _select ??= new SqliteStatement(
            connection, $"SELECT value, timestamp, step, is_nan FROM metrics{index} WHERE run_uuid = ?1 AND \"key\" = ?2 LIMIT ?3");
        select.Set(1, runId);
        select.Set(2, key);
        select.Set(3, most + 1L);
        PointList points = new(key);
        while (select.Read())
        {
            // What is not a number is stored as 0, and each column costs a call.
            double value = select.Real(0);
            points.Add(StoredNumber.Read(value, value == 0 && select.Integer(3) != 0), select.Integer(1), select.Integer(2));
        }

        return points.Count > most ? null : points;
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _select?.Dispose();
    }

    /// <summary>Points of one key lie side by side in two indexes: written together, they meet the same pages.</summary>
    private static IEnumerable<Metric> ByKey(IReadOnlyList<Metric> metrics) =>
        metrics.Count == 1 ? metrics : metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal);
}
