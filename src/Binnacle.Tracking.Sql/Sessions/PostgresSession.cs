using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Binnacle.Tracking.Sql;

/// <summary>A connection to a PostgreSQL database. Npgsql prepares statements that come again.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection) : SqlSession
{
    public override SqlDialect Dialect => PostgresDialect.Instance;

    public override bool IsUsable => connection.State == System.Data.ConnectionState.Open;

    public override IReadOnlyList<string> ColumnsOf(string table) => List(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = @p0::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        row => row.GetString(0), table);

    public override void Script(string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    public override void Begin() => Script("BEGIN");

    public override void InsertMetrics(string runId, IReadOnlyList<Metric> metrics)
    {
        (double Value, bool IsNan)[] stored = [.. metrics.Select(metric => StoredNumber.Of(metric.Value))];
        using NpgsqlCommand command = new(
            """
            INSERT INTO metrics ("key", value, timestamp, run_uuid, step, is_nan)
            SELECT k, v, t, @p0, s, n FROM unnest(@p1, @p2, @p3, @p4, @p5) AS points (k, v, t, s, n) ON CONFLICT DO NOTHING
            """,
            connection);
        command.Parameters.AddWithValue("p0", runId);
        Add(command, "p1", NpgsqlDbType.Text, metrics.Select(metric => metric.Key).ToArray());
        Add(command, "p2", NpgsqlDbType.Double, stored.Select(number => number.Value).ToArray());
        Add(command, "p3", NpgsqlDbType.Bigint, metrics.Select(metric => metric.Timestamp).ToArray());
        Add(command, "p4", NpgsqlDbType.Bigint, metrics.Select(metric => metric.Step).ToArray());
        Add(command, "p5", NpgsqlDbType.Boolean, stored.Select(number => number.IsNan).ToArray());
        command.ExecuteNonQuery();
    }

    public override PointList? ReadMetrics(string runId, string key, int most) =>
        ReadMetrics(runId, key, (int)Math.Min(most + 1L, int.MaxValue), 0) is var points && points.Count <= most ? points : null;

    public override void Dispose() => connection.Dispose();

    protected override Lease Prepare(string sql, ReadOnlySpan<object?> values)
    {
        NpgsqlCommand command = new(sql, connection);
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"p{i}"), values[i] ?? DBNull.Value);
        return new Lease(command, keep: false);
    }

    private static void Add(NpgsqlCommand command, string name, NpgsqlDbType type, object values) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
}
