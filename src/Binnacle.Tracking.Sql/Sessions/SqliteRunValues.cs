using System.Text;
using SQLitePCL;

namespace Binnacle.Tracking.Sql;

/// <summary>Reads what a run logged from a SQLite file.</summary>
internal sealed class SqliteRunValues(sqlite3 connection) : IDisposable
{
    private readonly KeyTexts _keys = new();
    private SqliteStatement? _metrics;
    private SqliteStatement? _params;
    private SqliteStatement? _tags;

    // Runs of a page mostly have as many values as their neighbours.
    private int _metricCount;
    private int _paramCount;
    private int _tagCount;

    public void Read(string runId, RunContent run)
    {
        SqliteStatement metrics = Open(ref _metrics, "SELECT \"key\", value, timestamp, step, is_nan FROM latest_metrics WHERE run_uuid = ?1", runId);
        run.Metrics.EnsureCapacity(_metricCount);
        while (metrics.Read())
        {
            string key = _keys.Get(metrics.Text(0));
            run.Metrics[key] = new Metric(key, StoredNumber.Read(metrics.Real(1), metrics.Integer(4) != 0), metrics.Integer(2), metrics.Integer(3));
        }

        _metricCount = run.Metrics.Count;
        ReadTexts(Open(ref _params, "SELECT \"key\", value FROM params WHERE run_uuid = ?1", runId), run.Params, ref _paramCount);
        ReadTexts(Open(ref _tags, "SELECT \"key\", value FROM tags WHERE run_uuid = ?1", runId), run.Tags, ref _tagCount);
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _params?.Dispose();
        _tags?.Dispose();
    }

    private SqliteStatement Open(ref SqliteStatement? statement, string sql, string runId)
    {
        statement ??= new SqliteStatement(connection, sql);
        statement.Set(1, runId);
        return statement;
    }

    private void ReadTexts(SqliteStatement rows, Dictionary<string, string> texts, ref int count)
    {
        texts.EnsureCapacity(count);
        while (rows.Read())
            texts[_keys.Get(rows.Text(0))] = Encoding.UTF8.GetString(rows.Text(1));
        count = texts.Count;
    }
}
