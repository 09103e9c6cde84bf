using Binnacle.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Binnacle.Tracking.Sql.Tests;

/// <summary>Databases of MLflow 2.17 that are brought to the tables of 3.11.</summary>
public sealed class DatabaseUpgradeTests(PostgresServer server) : IDisposable, IClassFixture<PostgresServer>
{
    private const string Old = "f5a4f2784254";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["mlflow.db"];

    private string Address => "sqlite:///" + Path;

    [Fact]
    public async Task A_file_written_by_MLflow_2_gets_the_tables_that_MLflow_3_makes_and_keeps_its_rows()
    {
        File.Copy(RepositoryRoot.Combine("tests", "conformance", "tracking", "db_2.17", "mlflow.db"), Path);
        Dictionary<string, string[]> before = Rows(Path, Columns(Path));
        (string from, string to) = DatabaseUpgrade.Run(Address, _folder["copy.db"]);
        Assert.Equal((Old, DatabaseUpgrade.NewestRevision), (from, to));

        Assert.Equal(Tables(RepositoryRoot.Combine("tests", "conformance", "tracking", "db_3.11", "mlflow.db")), Tables(Path));
        Dictionary<string, string[]> after = Rows(Path, Columns(_folder["copy.db"]));
        Assert.All(before.Keys.Where(table => table != "alembic_version"), table => Assert.Equal(before[table], after[table]));
        Assert.Equal(before, Rows(_folder["copy.db"], Columns(_folder["copy.db"])));
        Assert.Equal([DatabaseUpgrade.NewestRevision], after["alembic_version"]);

        using SqlTrackingStore store = new(Address);
        Assert.Equal(SchemaVersion.MLflow3, store.Schema);
        Assert.Equal(5, (await store.SearchExperimentsAsync(new ExperimentQuery { View = ViewType.All, MaxResults = 100 })).Items.Count);
        Assert.Equal((to, to), DatabaseUpgrade.Run(Address));
    }

    [Fact]
    public async Task A_PostgreSQL_database_gets_them_too()
    {
        string old = server.CreateDatabase(), made = server.CreateDatabase();
        string run, experiment;
        using (SqlTrackingStore store = new(old, new SqlStoreOptions { NewSchema = SchemaVersion.MLflow2, ArtifactRoot = _folder["artifacts"] }))
        {
            experiment = await store.CreateExperimentAsync("kept");
            run = (await store.CreateRunAsync(new RunCreation { ExperimentId = experiment })).Info.RunId;
            await store.LogBatchAsync(run, new RunBatch { Metrics = [new Metric("m", double.NaN, 1, 2), new Metric("m", 3, 4, 5)], Params = [new Param("p", "x")] });
            await store.ModelRegistry.CreateRegisteredModelAsync("model");
        }

        DatabaseUpgrade.Run(old);
        using (new SqlTrackingStore(made, new SqlStoreOptions { ArtifactRoot = _folder["artifacts"] }))
            Assert.Equal(Shape(made), Shape(old));
        using SqlTrackingStore upgraded = new(old, new SqlStoreOptions { ArtifactRoot = _folder["artifacts"] });
        Assert.Equal(SchemaVersion.MLflow3, upgraded.Schema);
        Assert.Equal(2, (await upgraded.GetMetricHistoryAsync(run, "m")).Items.Count);
        Assert.Equal("x", (await upgraded.GetRunAsync(run)).Params["p"]);
        Assert.Equal("model", (await upgraded.ModelRegistry.GetRegisteredModelAsync("model")).Name);
        Assert.Equal(int.Parse(experiment) + 1, int.Parse(await upgraded.CreateExperimentAsync("next")));
    }

    [Fact]
    public void What_cannot_be_upgraded_is_left_as_it_was()
    {
        Assert.Contains("no such file", Assert.Throws<TrackingException>(() => DatabaseUpgrade.Run(Address)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
        File.Copy(RepositoryRoot.Combine("tests", "conformance", "tracking", "db_2.17", "mlflow.db"), Path);
        Script("ALTER TABLE runs ADD COLUMN mine TEXT");
        string[] tables = Tables(Path);
        Assert.Contains("runs.mine", Assert.Throws<TrackingException>(() => DatabaseUpgrade.Run(Address)).Message, StringComparison.Ordinal);
        Assert.Equal(tables, Tables(Path));
        _folder.Write("copy.db", "precious");
        Assert.Contains("copy.db", Assert.Throws<TrackingException>(() => DatabaseUpgrade.Run(Address, _folder["copy.db"])).Message, StringComparison.Ordinal);
        Script("UPDATE alembic_version SET version_num = '0123456789ab'");
        Assert.Contains("0123456789ab", Assert.Throws<TrackingException>(() => DatabaseUpgrade.Run(Address)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_others_are_not_touched()
    {
        File.Copy(RepositoryRoot.Combine("tests", "conformance", "tracking", "db_2.17", "mlflow.db"), Path);
        Script("CREATE TABLE notes (run_uuid VARCHAR(32) REFERENCES runs (run_uuid), text TEXT); CREATE INDEX of_notes ON notes (text); INSERT INTO notes VALUES (NULL, 'mine')");
        string[] notes = [.. Tables(Path).Where(sql => sql.Contains("notes", StringComparison.Ordinal))];
        DatabaseUpgrade.Run(Address);
        Assert.Equal(notes, Tables(Path).Where(sql => sql.Contains("notes", StringComparison.Ordinal)));
        Assert.Equal(["mine"], List(Path, "SELECT text FROM notes"));
    }

    private void Script(string sql) => _ = List(Path, sql + "; SELECT NULL");

    private static string[] Tables(string path) => List(path, "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1");

    private static Dictionary<string, string> Columns(string path) => List(path, "SELECT name FROM sqlite_master WHERE type = 'table'").ToDictionary(
        table => table,
        table => string.Join(" || '|' || ", List(path, $"SELECT name FROM pragma_table_info('{table}')").Select(column => $"quote(\"{column}\")")));

    private static Dictionary<string, string[]> Rows(string path, Dictionary<string, string> columns) =>
        columns.ToDictionary(table => table.Key, table => List(path, $"SELECT {(table.Key == "alembic_version" ? "version_num" : table.Value)} FROM \"{table.Key}\" ORDER BY 1"));

    private static string[] List(string path, string sql)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        return [.. rows];
    }

    /// <summary>Columns, constraints and indexes of a PostgreSQL database.</summary>
    private static string[] Shape(string address)
    {
        Uri uri = new(address);
        using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length == 0 ? "localhost" : uri.Host, Port = uri.Port, Database = uri.AbsolutePath[1..], Username = uri.UserInfo.Split(':')[0], Password = uri.UserInfo.Split(':')[^1],
        }.ToString());
        connection.Open();
        using NpgsqlCommand command = new(
            """
            SELECT concat_ws(' ', 'column', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default) AS line FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname LIKE 'binnacle%'
            ORDER BY line
            """,
            connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> lines = [];
        while (reader.Read())
            lines.Add(reader.GetString(0));
        return [.. lines];
    }
}
