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
