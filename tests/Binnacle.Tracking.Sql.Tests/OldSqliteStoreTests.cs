namespace Binnacle.Tracking.Sql.Tests;

/// <summary>With the tables of MLflow 2.17.</summary>
public sealed class OldSqliteStoreTests : SqlStoreSuite
{
    protected override string Address => $"sqlite:///{Folder["mlflow.db"]}";

    protected override SqlStoreOptions Options => base.Options with { NewSchema = SchemaVersion.MLflow2 };

    protected override bool HasLoggedModels => false;
}
