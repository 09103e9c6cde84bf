using System.Data.Common;
using System.Diagnostics;
using Binnacle.Tracking.Sql;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Binnacle.Bench;

/// <summary>Runs of 20 metrics and 20 parameters, put into a database by SQL: the rows that a store writes, in their order, without waiting for each run.</summary>
/// <remarks>Without the points of the metrics, which no search reads.</remarks>
internal static class ManyRuns
{
    private const long Start = 1_700_000_000_000;

    // The number of a run is its start; multiplied by numbers without a common factor it gives values that do not go together.
    private static readonly string[] Values =
    [
        "INSERT INTO tags (\"key\", value, run_uuid) SELECT 'mlflow.runName', name, run_uuid FROM runs ORDER BY start_time",
        OfNames("params (\"key\", value, run_uuid)", "'param' || k, CAST(((start_time - @p0) * (104729 + k * 7919) / 97) % 10 AS VARCHAR(1)), run_uuid"),
        OfNames("latest_metrics (\"key\", value, timestamp, step, is_nan, run_uuid)", $"'metric' || k, {Number}, start_time, k, FALSE, run_uuid"),
    ];

    private const string Number = "(((start_time - @p0) * (15485863 + k * 649056)) % 1000003) / CAST(1000003 AS DOUBLE PRECISION)";

    /// <summary>Fills the first experiment of a database that has its tables and no runs yet; SQLite then gets the indexes for searching.</summary>
    public static async Task FillAsync(SqlTrackingStore store, int runs)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await using (DbConnection connection = SqlTrackingStore.FileOf(store.Uri) is { } file
            ? new SqliteConnection($"Data Source={file};Pooling=False")
            : new NpgsqlConnection(Address(new Uri(store.Uri))))
        {
            await connection.OpenAsync();
            if (connection is SqliteConnection)
                await ExecuteAsync(connection, "PRAGMA cache_size = -1000000");
            await using DbTransaction transaction = await connection.BeginTransactionAsync();
            await InsertRunsAsync(connection, runs);
            foreach (string values in Values)
                await ExecuteAsync(connection, values, Start);
            await transaction.CommitAsync();
            if (connection is NpgsqlConnection)
                await ExecuteAsync(connection, "ANALYZE");
        }

        store.AddSearchIndexes();
        Console.WriteLine($"filled {runs} runs in {watch.Elapsed.TotalSeconds:F1} s");
    }

    private static async Task InsertRunsAsync(DbConnection connection, int runs)
    {
        await using DbCommand insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id)
            VALUES (@p0, @p1, 'UNKNOWN', '', '', 'someone', 'FINISHED', @p2, @p3, '', 'active', @p4, 0)
            """;
        object[] values = ["", "", 0L, 0L, ""];
        DbParameter[] parameters = [.. values.Select((value, i) => Add(insert, i, value))];
        Random random = new(1);
        byte[] id = new byte[16];
        for (int i = 0; i < runs; i++)
        {
            random.NextBytes(id);
            string text = Convert.ToHexStringLower(id);
            (parameters[0].Value, parameters[1].Value) = (text, $"run {i}");
            (parameters[2].Value, parameters[3].Value, parameters[4].Value) = (Start + i, Start + 600_000 + i, $"mlflow-artifacts:/0/{text}/artifacts");
            await insert.ExecuteNonQueryAsync();
        }
    }

    private static string OfNames(string into, string columns) =>
        $"WITH RECURSIVE names(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM names WHERE k < 19) INSERT INTO {into} SELECT {columns} FROM runs CROSS JOIN names ORDER BY start_time, k";

    private static async Task ExecuteAsync(DbConnection connection, string sql, params object[] values)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        for (int i = 0; i < values.Length && sql.Contains("@p", StringComparison.Ordinal); i++)
            Add(command, i, values[i]);
        await command.ExecuteNonQueryAsync();
    }

    private static DbParameter Add(DbCommand command, int place, object value)
    {
        DbParameter parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ($"p{place}", value);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static string Address(Uri uri)
    {
        string[] login = uri.UserInfo.Split(':');
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Database = uri.AbsolutePath[1..],
            Username = Uri.UnescapeDataString(login[0]),
            Password = login.Length > 1 ? Uri.UnescapeDataString(login[1]) : null,
        }.ConnectionString;
    }
}
