using Binnacle.Testing;
using Binnacle.Tuning.Tests;
using Npgsql;

namespace Binnacle.Tuning.Sql.Tests;

public sealed class PostgresStudyStorageTests(PostgresSchemas server) : HeartbeatSuite, IClassFixture<PostgresSchemas>
{
    private readonly Lazy<string> _url = new(server.Create);

    protected override IStudyStorage Open() => PostgresStudyStorage.Open(_url.Value);

    [Fact]
    public void A_new_database_has_the_columns_and_types_of_Optuna()
    {
        Open().Dispose();
        string expected = server.Create();
        using (NpgsqlConnection connection = Connect(expected))
        {
            Execute(connection, File.ReadAllText(RepositoryRoot.Combine("tests", "conformance", "tuning", "rdb", "schema_postgresql.sql")));
            Execute(connection, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))");
        }

        foreach (string query in (string[])[Columns, Indexes, Enumerations])
            Assert.Equal(Rows(expected, query), Rows(_url.Value, query));
        Assert.Equal(["v3.2.0.a"], Rows(_url.Value, "SELECT version_num FROM alembic_version"));
        Assert.Equal(["1|12|4.9.0"], Rows(_url.Value, "SELECT * FROM version_info"));
    }

    [Fact]
    public void A_database_for_Optuna_3_1_is_made_on_demand_kept_as_it_is_and_upgraded_when_told()
    {
        PostgresStudyStorage.Open(_url.Value, new PostgresStorageOptions { NewHead = "v3.0.0.d" }).Dispose();
        Assert.DoesNotContain("ix_trials_study_id", string.Join(' ', Rows(_url.Value, Indexes)));

        using PostgresStudyStorage storage = PostgresStudyStorage.Open(_url.Value);
        storage.CreateTrial(storage.CreateStudy("s", [StudyDirection.Minimize]));
        Assert.Equal("v3.0.0.d", storage.Head);

        Assert.Equal("v3.0.0.d", storage.Upgrade());
        Assert.Equal("v3.2.0.a", storage.Upgrade());
        Assert.Equal("v3.2.0.a", storage.Head);
        Assert.Contains("trials_study_id_key", string.Join(' ', Rows(_url.Value, Indexes)));
    }

    [Fact]
    public void A_database_of_an_unknown_version_or_of_something_else_is_refused_and_left_alone()
    {
        Open().Dispose();
        using (NpgsqlConnection connection = Connect(_url.Value))
            Execute(connection, "UPDATE alembic_version SET version_num = 'v9.9.9.z'");
        Assert.Contains("unknown version v9.9.9.z", Assert.Throws<TuningException>(Open).Message);

        string other = server.Create();
        using (NpgsqlConnection connection = Connect(other))
            Execute(connection, "CREATE TABLE recipes (name TEXT)");
        Assert.Contains("something other than studies", Assert.Throws<TuningException>(() => PostgresStudyStorage.Open(other)).Message);
        Assert.Equal(["recipes"], Rows(other, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"));
    }

    [Fact]
    public void Workers_that_open_an_empty_database_together_make_its_tables_once()
    {
        string url = _url.Value;

        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, _ => PostgresStudyStorage.Open(url).Dispose());

        Assert.Equal(["v3.2.0.a"], Rows(url, "SELECT version_num FROM alembic_version"));
    }

    [Fact]
    public void Eight_workers_lose_nothing_and_see_no_failed_transaction()
    {
        using (IStudyStorage storage = Open())
        {
            Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage });
            for (int i = 0; i < 40; i++)
                study.EnqueueTrial(new Dictionary<string, object?> { ["x"] = i / 100.0 });
        }

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, worker =>
        {
            using IStudyStorage storage = Open();
            Study study = Study.Load(new StudyOptions { Storage = storage, Sampler = new RandomSampler((uint)worker) });
            study.Optimize(
                trial =>
                {
                    double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestInt("y", 0, 9);
                    trial.Report(x, 0);
                    trial.SetUserAttribute("worker", worker);
                    study.SetUserAttribute("last", worker);
                    return x + y;
                },
                20);
        });

        using IStudyStorage result = Open();
        IReadOnlyList<FrozenTrial> trials = result.GetTrials(result.FindStudy("s")!.Id);
        Assert.Equal(Enumerable.Range(0, 160), trials.Select(trial => trial.Number));
        Assert.All(trials, trial => Assert.Equal((double)trial.Params["x"]! + (long)trial.Params["y"]!, trial.Value));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i / 100.0), trials.Take(40).Select(trial => (double)trial.Params["x"]!));
        Assert.Equal(20, trials.Count(trial => trial.UserAttributes["worker"] is 3L));
    }

    [Fact]
    public void Transactions_that_have_to_give_way_are_run_again()
    {
        string url = _url.Value + "&options=-c%20default_transaction_isolation=serializable";
        using (IStudyStorage storage = PostgresStudyStorage.Open(url))
            storage.CreateStudy("s", [StudyDirection.Minimize]);
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, worker =>
        {
            using IStudyStorage storage = PostgresStudyStorage.Open(url);
            Study.Load(new StudyOptions { Storage = storage, Sampler = new RandomSampler((uint)worker) }).Optimize(trial => trial.SuggestFloat("x", 0, 1), 10);
        });

        using IStudyStorage result = Open();
        Assert.Equal(Enumerable.Range(0, 40), result.GetTrials(1).Select(trial => trial.Number));
    }

    [Theory]
    [InlineData("postgresql://test@127.0.0.1:1/studies", "127.0.0.1:1/studies")]
    public void A_server_that_cannot_be_reached_is_named(string url, string expected)
    {
        Assert.Contains(expected, Assert.Throws<TuningException>(() => PostgresStudyStorage.Open(url)).Message);
    }

    [Fact]
    public void A_database_that_does_not_exist_is_named()
    {
        string url = _url.Value.Replace("?", "missing?", StringComparison.Ordinal);

        Assert.Contains("does not exist", Assert.Throws<TuningException>(() => PostgresStudyStorage.Open(url)).Message);
    }

    [Theory]
    [InlineData("postgresql://me:p%40ss@db.example:6543/studies", "Host=db.example;Port=6543;Database=studies;Username=me;Password=p@ss")]
    [InlineData("postgresql+psycopg2://me@db/studies?sslmode=require", "Host=db;Port=5432;Database=studies;Username=me;SSL Mode=Require")]
    [InlineData("postgres:///studies?host=/run/postgresql", "Host=/run/postgresql;Port=5432;Database=studies")]
    [InlineData("postgresql://db/studies?application_name=a-b", "Host=db;Port=5432;Database=studies;Application Name=a-b")]
    public void An_address_is_read_as_SQLAlchemy_does(string url, string expected)
    {
        Assert.Equal(expected, PostgresUrl.ConnectionStringOf(url));
    }

    [Theory]
    [InlineData("mysql://localhost/db")]
    [InlineData("postgresql:db")]
    [InlineData("postgresql://db/studies?colour=blue")]
    [InlineData("postgresql://db/studies?sslmode=purple")]
    public void An_address_of_another_kind_is_refused(string url)
    {
        Assert.Contains(url, Assert.Throws<ArgumentException>(() => PostgresUrl.ConnectionStringOf(url)).Message);
    }

    private const string Columns =
        "SELECT table_name, column_name, data_type, udt_name, character_maximum_length, is_nullable, replace(column_default, current_schema(), '') FROM information_schema.columns "
        + "WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position";

    private const string Indexes = "SELECT replace(indexdef, current_schema(), '') FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexname";

    private const string Enumerations = "SELECT t.typname, e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typnamespace = current_schema()::regnamespace ORDER BY t.typname, e.enumsortorder";

    private static NpgsqlConnection Connect(string url)
    {
        NpgsqlConnection connection = new(PostgresUrl.ConnectionStringOf(url) + ";Pooling=false");
        connection.Open();
        return connection;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    private static List<string> Rows(string url, string sql)
    {
        using NpgsqlConnection connection = Connect(url);
        using NpgsqlCommand command = new(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
        return rows;
    }
}
