using Npgsql;

namespace Binnacle.Tracking.Sql;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresDatabase : Database
{
    private const int CreationLock = 0x62696e6e;
    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(string uri)
    {
        PostgresUri parsed = PostgresUri.Parse(uri);
        Name = parsed.Shown;
        _source = NpgsqlDataSource.Create(parsed.ConnectionString);
    }

    public override string Name { get; }

    public override SqlDialect Dialect => PostgresDialect.Instance;

    protected override bool IsRemote => true;

    public override SqlSession Connect() => new PostgresSession(_source.OpenConnection());

    public override void LockForCreation(SqlSession session) => session.Script($"SELECT pg_advisory_xact_lock({CreationLock})");

    public override bool HasTable(SqlSession session, string table) =>
        session.Single("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = @p0", table) is 1L;

    public override bool IsEmpty(SqlSession session) =>
        session.Single("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()") is 0L;

    public override void CreateTables(SqlSession session, SchemaVersion version) => session.Script(PostgresTables.Of(SchemaHead.Of(version).Tables));

    public override bool IsCollision(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation };

    public override TrackingException? Explain(Exception error) => error switch
    {
        PostgresException refused => new TrackingException(
            refused.IsTransient ? ErrorCodes.TemporarilyUnavailable : ErrorCodes.InternalError,
            $"{Name}: the database refused the operation (PostgreSQL error {refused.SqlState}).",
            error),
        NpgsqlException or System.Net.Sockets.SocketException or TimeoutException => new TrackingException(
            ErrorCodes.TemporarilyUnavailable, $"{Name}: the database cannot be reached: {error.Message}", error),
        _ => null,
    };
}
