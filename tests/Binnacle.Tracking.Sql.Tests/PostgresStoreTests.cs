using Binnacle.Testing;

namespace Binnacle.Tracking.Sql.Tests;

public sealed class PostgresStoreTests(PostgresServer server) : SqlStoreSuite, IClassFixture<PostgresServer>
{
    protected override string Address => field ??= server.CreateDatabase();
}
