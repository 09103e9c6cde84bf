namespace Binnacle.Tracking.Sql.Tests;

public sealed class SqliteStoreTests : SqlStoreSuite
{
    protected override string Address => $"sqlite:///{Folder["mlflow.db"]}";
}
