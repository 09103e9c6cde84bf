using System.Diagnostics;
using Binnacle.Testing;
using Microsoft.Data.Sqlite;

namespace Binnacle.Bench.Server;

/// <summary>What SQLite takes when nothing but the rows is written: a prepared statement into MLflow's table of metrics with its indexes.</summary>
internal static class BareInserts
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Rows a second, each transaction of one of the writers that take turns, as many batches as <see cref="LoadBench"/> sends in this time.</summary>
    public static double Measure(int batchSize, int keys, int writers)
    {
        using TemporaryFolder folder = new();
        using SqliteConnection connection = new($"Data Source={folder["bare.db"]};Pooling=False");
        connection.Open();
        CreateTable(connection);
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO metrics VALUES ($key, $value, $time, 'f00df00df00df00df00df00df00df00d', $step, 0)";
        SqliteParameter[] parameters = [.. new[] { "$key", "$value", "$time", "$step" }.Select(name => insert.Parameters.Add(new SqliteParameter { ParameterName = name }))];
        string[] names = [.. Enumerable.Range(0, writers * keys).Select(i => $"m{i / keys}.{i % keys}")];
        Stopwatch clock = Stopwatch.StartNew();
        int batches = 0;
        for (; clock.Elapsed < Window; batches++)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            int first = batches / writers * batchSize;
            for (int i = first; i < first + batchSize; i++)
            {
                parameters[0].Value = names[(batches % writers * keys) + (i % keys)];
                parameters[1].Value = i * 0.001;
                parameters[2].Value = 1_700_000_000_000L + i;
                parameters[3].Value = i / keys;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return batches * batchSize / clock.Elapsed.TotalSeconds;
    }

    private static void CreateTable(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
            CREATE TABLE metrics (key VARCHAR(250), value FLOAT, timestamp BIGINT, run_uuid VARCHAR(32), step BIGINT, is_nan BOOLEAN,
              PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
            CREATE INDEX a ON metrics (run_uuid); CREATE INDEX b ON metrics (run_uuid, key, step);
            """;
        command.ExecuteNonQuery();
    }
}
