using Microsoft.Data.Sqlite;
using Xunit;

namespace Binnacle.Tracking.Sql.Tests;

/// <summary>With the indexes that files of many runs get, over which searches go another way.</summary>
public sealed class IndexedSqliteStoreTests : SqlStoreSuite
{
    protected override string Address => $"sqlite:///{Folder["mlflow.db"]}";

    [Fact]
    public async Task Searches_go_on_without_indexes_that_somebody_has_dropped()
    {
        Run run = await Store.CreateRunAsync(new RunCreation());
        await Store.LogParamAsync(run.Info.RunId, new Param("lr", "1"));
        RunQuery query = new() { ExperimentIds = ["0"], Filter = "params.lr = '1'" };
        Assert.Single((await Store.SearchRunsAsync(query)).Items);
        await using (SqliteConnection connection = new($"Data Source={Folder["mlflow.db"]};Pooling=False"))
        {
            await connection.OpenAsync();
            await using SqliteCommand drop = connection.CreateCommand();
            drop.CommandText = "DROP INDEX binnacle_params";
            await drop.ExecuteNonQueryAsync();
        }

        Assert.Single((await Store.SearchRunsAsync(query)).Items);
    }

    protected override ITrackingStore OpenStore()
    {
        ITrackingStore store = base.OpenStore();
        ((SqlTrackingStore)store).AddSearchIndexes();
        return store;
    }
}
