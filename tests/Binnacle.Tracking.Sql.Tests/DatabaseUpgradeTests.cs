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

    /// <summary>What MLflow 3.6 added and later ones changed: a column that the database computes, and one that has another name now.</summary>
    private static string TablesOfMLflow36(string text) => $"""
        CREATE TABLE spans (
            trace_id VARCHAR(50) NOT NULL, experiment_id INTEGER NOT NULL, span_id VARCHAR(50) NOT NULL, parent_span_id VARCHAR(50), name TEXT, type VARCHAR(500),
            status VARCHAR(50) NOT NULL, start_time_unix_nano BIGINT NOT NULL, end_time_unix_nano BIGINT,
            duration_ns BIGINT GENERATED ALWAYS AS (end_time_unix_nano - start_time_unix_nano) STORED, content {text} NOT NULL, CONSTRAINT spans_pk PRIMARY KEY (trace_id, span_id));
        CREATE TABLE jobs (
            id VARCHAR(36) NOT NULL, creation_time BIGINT NOT NULL, function_fullname VARCHAR(500) NOT NULL, params {text} NOT NULL, timeout FLOAT, status INTEGER NOT NULL,
            result {text}, retry_count INTEGER NOT NULL, last_update_time BIGINT NOT NULL, CONSTRAINT jobs_pk PRIMARY KEY (id));
        INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) VALUES ('t', 0, 1, 'OK');
        INSERT INTO spans (trace_id, experiment_id, span_id, status, start_time_unix_nano, end_time_unix_nano, content) VALUES ('t', 0, 's', 'OK', 3, 10, 'c');
        INSERT INTO jobs VALUES ('j', 1, 'a.b', '', NULL, 1, NULL, 0, 1);
        UPDATE alembic_version SET version_num = 'bf29a5ff90ea';
        """;

    [Fact]
    public void A_file_of_a_version_between_keeps_computed_and_renamed_columns()
    {
        File.Copy(RepositoryRoot.Combine("tests", "conformance", "tracking", "db_2.17", "mlflow.db"), Path);
        Script(TablesOfMLflow36("TEXT"));
        Assert.Equal(("bf29a5ff90ea", DatabaseUpgrade.NewestRevision), DatabaseUpgrade.Run(Address));
        Assert.Equal(Tables(RepositoryRoot.Combine("tests", "conformance", "tracking", "db_3.11", "mlflow.db")), Tables(Path));
        Assert.Equal(["7"], List(Path, "SELECT duration_ns FROM spans"));
        Assert.Equal(["a.b"], List(Path, "SELECT job_name FROM jobs"));
    }

    [Theory]
    [InlineData("db_2.17", "INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) SELECT 't', experiment_id, 1, 'OK' FROM experiments WHERE name = 'gone'")]
    [InlineData("db_3.11", """
        INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) SELECT 't', experiment_id, 1, 'OK' FROM experiments WHERE name = 'gone';
        INSERT INTO spans (trace_id, experiment_id, span_id, status, start_time_unix_nano, content) SELECT 't', experiment_id, 's', 'OK', 3, 'c' FROM experiments WHERE name = 'gone'
        """)]
    public async Task An_experiment_with_traces_can_be_removed_for_good(string database, string traces)
    {
        File.Copy(RepositoryRoot.Combine("tests", "conformance", "tracking", database, "mlflow.db"), Path);
        using SqlTrackingStore store = new(Address);
        string experiment = await store.CreateExperimentAsync("gone");
        Script(traces);
        await store.DeleteExperimentAsync(experiment);
        await store.EraseExperimentAsync(experiment);
        Assert.Null(await store.GetExperimentByNameAsync("gone"));
        Assert.Equal([], List(Path, "SELECT request_id FROM trace_info WHERE request_id = 't'"));
    }

    [Fact]
    public void A_file_of_a_version_with_workspaces_keeps_them()
    {
        File.Copy(RepositoryRoot.Combine("tests", "conformance", "tracking", "db_3.11", "mlflow.db"), Path);
        Script("INSERT INTO workspaces (name) VALUES ('team'); UPDATE alembic_version SET version_num = 'a5b4c3d2e1f0'");
        DatabaseUpgrade.Run(Address);
        Assert.Equal(["default", "team"], List(Path, "SELECT name FROM workspaces ORDER BY name"));
    }

    [Fact]
    public void A_PostgreSQL_database_of_a_version_between_keeps_computed_and_renamed_columns()
    {
        string old = server.CreateDatabase();
        new SqlTrackingStore(old, new SqlStoreOptions { NewSchema = SchemaVersion.MLflow2, ArtifactRoot = _folder["artifacts"] }).Dispose();
        PostgresScript(old, "CREATE FUNCTION prevent_secrets_aad_mutation() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;" + TablesOfMLflow36("TEXT"));
        DatabaseUpgrade.Run(old);
        Assert.Equal(["7 a.b"], PostgresList(old, "SELECT concat(duration_ns, ' ', job_name) FROM spans, jobs"));
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
    private static string[] Shape(string address) => PostgresList(
        address,
        """
        SELECT concat_ws(' ', 'column', table_name, column_name, data_type, character_maximum_length, is_nullable, column_default) AS line FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE nspname LIKE 'binnacle%'
        ORDER BY line
        """);

    private static void PostgresScript(string address, string sql)
    {
        using NpgsqlConnection connection = Connect(address);
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string[] PostgresList(string address, string sql)
    {
        using NpgsqlConnection connection = Connect(address);
        using NpgsqlCommand command = new(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> lines = [];
        while (reader.Read())
            lines.Add(reader.GetString(0));
        return [.. lines];
    }

    private static NpgsqlConnection Connect(string address)
    {
        Uri uri = new(address);
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length == 0 ? "localhost" : uri.Host, Port = uri.Port, Database = uri.AbsolutePath[1..], Username = uri.UserInfo.Split(':')[0], Password = uri.UserInfo.Split(':')[^1],
        }.ToString());
        connection.Open();
        return connection;
    }
}
