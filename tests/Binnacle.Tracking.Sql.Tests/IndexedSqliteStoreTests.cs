namespace Binnacle.Tracking.Sql.Tests;

/// <summary>With the indexes that files of many runs get, over which searches go another way.</summary>
public sealed class IndexedSqliteStoreTests : SqlStoreSuite
{
    protected override string Address => $"sqlite:///{Folder["mlflow.db"]}";

    protected override ITrackingStore OpenStore()
    {
        ITrackingStore store = base.OpenStore();
        ((SqlTrackingStore)store).AddSearchIndexes();
        return store;
    }
}
