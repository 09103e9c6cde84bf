using Binnacle.Testing;
using Microsoft.Data.Sqlite;

namespace Binnacle.Tracking.Sql.Tests;

/// <summary>Databases that are not as a store expects them.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Address => $"sqlite:///{_folder["mlflow.db"]}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_database_of_an_unknown_version_is_refused_and_left()
    {
        Script("CREATE TABLE alembic_version (version_num VARCHAR(32)); INSERT INTO alembic_version VALUES ('0123456789ab')");
        TrackingException error = Assert.Throws<TrackingException>(() => new SqlTrackingStore(Address));
        Assert.Contains("0123456789ab", error.Message, StringComparison.Ordinal);
        Assert.Contains("mlflow.db", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, Single("SELECT COUNT(*) FROM sqlite_master"));
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left()
    {
        Script("CREATE TABLE notes (text TEXT)");
        Assert.Contains("something other than MLflow", Assert.Throws<TrackingException>(() => new SqlTrackingStore(Address)).Message, StringComparison.Ordinal);
        Assert.Equal(1L, Single("SELECT COUNT(*) FROM sqlite_master"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        _folder.Write("mlflow.db", new string('x', 4096));
        Assert.Contains("no database", Assert.Throws<TrackingException>(() => new SqlTrackingStore(Address)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_was_removed_or_replaced_is_told_instead_of_written_to(bool replaced)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let go of an open file.");
        using SqlTrackingStore store = new(Address, new SqlStoreOptions { ArtifactRoot = _folder["artifacts"] });
        await store.CreateExperimentAsync("first");
        await store.GetExperimentByNameAsync("first");
        foreach (string file in Directory.GetFiles(_folder.Path, "mlflow.db*"))
            File.Delete(file);
        if (replaced)
            SqlTrackingStore.CreateDatabase(Address, SchemaVersion.MLflow3);
        for (int i = 0; i < 2; i++)
        {
            Assert.Contains("removed, or replaced", (await Assert.ThrowsAsync<TrackingException>(() => store.CreateExperimentAsync("second"))).Message, StringComparison.Ordinal);
            Assert.Contains("removed, or replaced", (await Assert.ThrowsAsync<TrackingException>(() => store.GetExperimentByNameAsync("first"))).Message, StringComparison.Ordinal);
        }

        Assert.Equal(replaced, File.Exists(_folder["mlflow.db"]));
    }

    [Theory]
    [InlineData("sqlite://")]
    [InlineData("sqlite:///:memory:")]
    [InlineData("postgresql://host")]
    [InlineData("postgresql://host/db?colour=red")]
    public void An_address_that_names_no_database_is_refused(string address) =>
        Assert.Equal(ErrorCodes.InvalidParameterValue, Assert.Throws<TrackingException>(() => new SqlTrackingStore(address)).ErrorCode);

    [Fact]
    public async Task A_refused_write_leaves_the_others_of_its_transaction()
    {
        using SqlTrackingStore store = new(Address, new SqlStoreOptions { ArtifactRoot = _folder["artifacts"] });
        string run = (await store.CreateRunAsync(new RunCreation())).Info.RunId;
        Task[] writes = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 3
            ? store.LogBatchAsync(run, new RunBatch { Metrics = [new Metric("m", i, i, i)], Params = [new Param("p", $"{i}")] })
            : store.LogMetricAsync(run, new Metric("m", i, i, i)))];
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(9, writes.Count(write => write.IsFaulted));
        Assert.Equal(91, (await store.GetMetricHistoryAsync(run, "m")).Items.Count);
    }

    [Fact]
    public async Task A_file_of_many_runs_gets_indexes_and_is_searched_as_before()
    {
        using SqlTrackingStore store = new(Address, new SqlStoreOptions { ArtifactRoot = _folder["artifacts"] });
        RunQuery query = new() { ExperimentIds = ["0"], Filter = "metrics.m < 900 AND params.p != '3'", OrderBy = ["metrics.m DESC"], MaxResults = 5 };
        await Parallel.ForAsync(0, 999, new ParallelOptions { MaxDegreeOfParallelism = 32 }, (i, _) => LogAsync(store, i));
        IReadOnlyList<Run> before = (await store.SearchRunsAsync(query)).Items;
        Assert.Equal(0L, Single("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'binnacle%'"));
        await LogAsync(store, 999);
        Assert.Equal(3L, Single("SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'binnacle%'"));
        IReadOnlyList<Run> after = (await store.SearchRunsAsync(query)).Items;
        Assert.Equal([899.0, 898, 897, 896, 895], after.Select(run => run.Metrics["m"].Value));
        Assert.Equal(before.Select(run => run.Info.RunId), after.Select(run => run.Info.RunId));
    }

    [Fact]
    public async Task A_history_is_in_the_order_of_time_then_step_then_value()
    {
        using SqlTrackingStore store = new(Address, new SqlStoreOptions { ArtifactRoot = _folder["artifacts"] });
        string run = (await store.CreateRunAsync(new RunCreation())).Info.RunId;
        Metric[] ordered = [new("m", 5, 1, 9), new("m", -1, 2, 1), new("m", double.NaN, 2, 1), new("m", 3, 2, 1), new("m", 0, 2, 4), new("m", 1, 3, 0)];
        Metric[] shuffled = [ordered[4], ordered[0], ordered[3], ordered[5], ordered[2], ordered[1]];
        await store.LogBatchAsync(run, new RunBatch { Metrics = shuffled });
        Assert.Equal(ordered, (await store.GetMetricHistoryAsync(run, "m")).Items);
        PagedList<Metric> first = await store.GetMetricHistoryAsync(run, "m", 4);
        Assert.Equal(ordered[4..], (await store.GetMetricHistoryAsync(run, "m", 4, first.NextPageToken)).Items);
    }

    private static async ValueTask LogAsync(SqlTrackingStore store, int i)
    {
        Run run = await store.CreateRunAsync(new RunCreation());
        await store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [new Metric("m", i, i, i)], Params = [new Param("p", $"{i % 2}")] });
    }

    private void Script(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Single(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SqliteConnection Open()
    {
        SqliteConnection connection = new($"Data Source={_folder["mlflow.db"]};Pooling=False");
        connection.Open();
        return connection;
    }
}
