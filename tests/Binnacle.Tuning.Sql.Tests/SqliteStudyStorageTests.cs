using System.Diagnostics;
using Binnacle.Testing;
using Binnacle.Tuning.Tests;
using Microsoft.Data.Sqlite;

namespace Binnacle.Tuning.Sql.Tests;

public sealed class SqliteStudyStorageTests : HeartbeatSuite, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IStudyStorage Open() => new SqliteStudyStorage(_folder["study.db"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_has_the_columns_and_version_of_Optuna()
    {
        Open().Dispose();

        using SqliteConnection found = Connect(_folder["study.db"]), expected = Connect(RepositoryRoot.Combine("tests", "conformance", "tuning", "rdb", "study.db"));
        Assert.Equal(Columns(expected), Columns(found));
        Assert.Equal("v3.2.0.a", Rows(found, "SELECT version_num FROM alembic_version").Single());
        Assert.Equal(Rows(expected, "SELECT * FROM version_info"), Rows(found, "SELECT * FROM version_info"));
        Assert.Equal(Rows(expected, Indexes), Rows(found, Indexes));
    }

    [Fact]
    public void A_database_of_the_version_before_is_kept_as_it_is()
    {
        Open().Dispose();
        SetVersion("v3.0.0.d");

        using (IStudyStorage storage = Open())
            Study.Create(new StudyOptions { Storage = storage }).Optimize(trial => trial.SuggestFloat("x", 0, 1), 2);

        using SqliteConnection connection = Connect(_folder["study.db"]);
        Assert.Equal("v3.0.0.d", Rows(connection, "SELECT version_num FROM alembic_version").Single());
    }

    [Fact]
    public void Nothing_is_written_to_a_file_that_was_removed_or_replaced_after_it_was_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let a file go that is open.");
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("old", [StudyDirection.Minimize]);
        foreach (string file in Directory.GetFiles(_folder.Path))
            File.Delete(file);

        var removed = Assert.Throws<TuningException>(() => storage.CreateTrial(study));
        Open().Dispose();
        var replaced = Assert.Throws<TuningException>(() => storage.GetTrials(study));

        Assert.Equal($"{_folder["study.db"]}: the file was removed, or replaced by another, while it was open.", removed.Message);
        Assert.Equal(removed.Message, replaced.Message);
        using IStudyStorage newer = Open();
        Assert.Empty(newer.GetStudies());
    }

    [Theory]
    [InlineData("v9.9.9.z", "unknown version v9.9.9.z")]
    [InlineData("v2.6.0.a", "optuna storage upgrade")]
    public void A_database_of_another_version_is_refused_and_left_alone(string version, string expected)
    {
        Open().Dispose();
        SetVersion(version);

        var error = Assert.Throws<TuningException>(Open);

        Assert.Contains(expected, error.Message);
        Assert.Contains("study.db", error.Message);
        using SqliteConnection connection = Connect(_folder["study.db"]);
        Assert.Equal(version, Rows(connection, "SELECT version_num FROM alembic_version").Single());
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left_alone()
    {
        using (SqliteConnection connection = Connect(_folder["study.db"]))
            Execute(connection, "CREATE TABLE recipes (name TEXT)");

        Assert.Contains("something other than studies", Assert.Throws<TuningException>(Open).Message);

        using SqliteConnection again = Connect(_folder["study.db"]);
        Assert.Equal("recipes", Rows(again, "SELECT name FROM sqlite_master").Single());
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        _folder.Write("study.db", new string('x', 5000));

        var error = Assert.Throws<TuningException>(Open);

        Assert.Contains("study.db", error.Message);
        Assert.Contains("no database", error.Message);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var error = Assert.Throws<TuningException>(() => new SqliteStudyStorage(_folder["missing", "study.db"]));

        Assert.Contains("missing", error.Message);
    }

    [Fact]
    public void A_full_disk_is_named_and_loses_nothing()
    {
        using SmallDisk disk = SmallDisk.Mount("size=600k");
        string path = Path.Combine(disk.Path, "study.db");
        using SqliteStudyStorage storage = new(path);
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler(1) });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 3);
        disk.Fill();

        string message = Assert.ThrowsAny<TuningException>(() => study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 1000)).Message;
        int finished = study.Trials.Count(trial => trial.State == TrialState.Complete);
        File.Delete(Path.Combine(disk.Path, "filling"));
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 2);

        Assert.Equal($"{path}: the disk is full.", message);
        using SqliteStudyStorage again = new(path);
        Assert.Equal(finished + 2, again.GetTrials(1).Count(trial => trial.State == TrialState.Complete));
    }

    [Fact]
    public void A_read_only_file_is_read_and_named_when_it_should_be_written()
    {
        using SmallDisk disk = SmallDisk.Mount("size=2m");
        string path = Path.Combine(disk.Path, "study.db");
        using (SqliteStudyStorage storage = new(path))
            storage.CreateTrial(storage.CreateStudy("s", [StudyDirection.Minimize]));
        using (SqliteConnection connection = Connect(path))
            Execute(connection, "PRAGMA journal_mode = DELETE");
        using (Process remount = Process.Start("mount", ["-o", "remount,ro", disk.Path]))
            remount.WaitForExit();

        using SqliteStudyStorage readOnly = new(path);
        Assert.Single(readOnly.GetTrials(1));
        Assert.Equal($"{path}: the database cannot be written to.", Assert.Throws<TuningException>(() => readOnly.CreateTrial(1)).Message);
    }

    [Fact]
    public void A_database_that_another_process_keeps_locked_is_named()
    {
        using SqliteStudyStorage storage = new(_folder["study.db"], new SqliteStorageOptions { BusyTimeout = TimeSpan.FromSeconds(0.3) });
        long study = storage.CreateStudy("s", [StudyDirection.Minimize]);
        using SqliteConnection other = Connect(_folder["study.db"]);
        Execute(other, "BEGIN IMMEDIATE");

        string message = Assert.Throws<TuningException>(() => storage.CreateTrial(study)).Message;
        Execute(other, "ROLLBACK");

        Assert.Contains("study.db: another process has been writing", message);
        Assert.Equal(0, storage.CreateTrial(study).Number);
    }

    [Fact]
    public void Another_worker_cannot_claim_a_trial_that_runs_even_if_it_does_not_look()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("s", [StudyDirection.Minimize]);
        storage.CreateTrial(study, new FrozenTrial { State = TrialState.Waiting });
        storage.ClaimWaitingTrial(study);
        using SqliteConnection other = Connect(_folder["study.db"]);

        var error = Assert.Throws<SqliteException>(() => Execute(other, "UPDATE trials SET state = 'RUNNING' WHERE trial_id = 1"));

        Assert.Equal(19, error.SqliteErrorCode);
    }

    [Fact]
    public void A_failed_step_leaves_nothing_behind()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("s", [StudyDirection.Minimize]);
        storage.CreateTrial(study, new FrozenTrial { State = TrialState.Running, Parameters = [new TrialParameter("x", new FloatDistribution(0, 1), 0)] });

        Assert.Throws<TuningException>(() => storage.CreateTrial(
            study, new FrozenTrial { State = TrialState.Running, Parameters = [new TrialParameter("x", new IntDistribution(0, 1), 0)] }));

        Assert.Single(storage.GetTrials(study));
        Assert.Equal(1, storage.CreateTrial(study).Number);
    }

    [Theory]
    [InlineData("sqlite:///a/b.db", "a/b.db")]
    [InlineData("sqlite:////tmp/b.db", "/tmp/b.db")]
    public void An_address_names_a_file_as_SQLAlchemy_does(string url, string path)
    {
        Assert.Equal(Path.GetFullPath(path), SqliteUrl.PathOf(url));
    }

    [Theory]
    [InlineData("mysql://localhost/db")]
    [InlineData("sqlite://")]
    [InlineData("sqlite:///:memory:")]
    public void An_address_of_another_kind_is_refused(string url)
    {
        Assert.Contains(url, Assert.Throws<ArgumentException>(() => SqliteStudyStorage.Open(url)).Message);
    }

    private const string Indexes = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' ORDER BY name";

    private static SqliteConnection Connect(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private void SetVersion(string version)
    {
        using SqliteConnection connection = Connect(_folder["study.db"]);
        Execute(connection, $"UPDATE alembic_version SET version_num = '{version}'");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
        return rows;
    }

    private static List<string> Columns(SqliteConnection connection) =>
    [
        .. Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Order(StringComparer.Ordinal)
            .SelectMany(table => Rows(connection, $"SELECT '{table}', name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY cid")),
    ];
}
