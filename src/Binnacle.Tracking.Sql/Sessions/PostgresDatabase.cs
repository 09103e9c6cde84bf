using Npgsql;

namespace Binnacle.Tracking.Sql;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresDatabase : Database
{
    private const int CreationLock = 0x62696e6e;
    private const string OldSchema = "binnacle_old";
    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(string uri)
    {
        PostgresUri parsed = PostgresUri.Parse(uri);
        Name = parsed.Shown;
        _source = NpgsqlDataSource.Create(parsed.ConnectionString);
    }

    public override string Name { get; }

    protected override bool IsRemote => true;

    public override SqlSession Connect() => new PostgresSession(_source.OpenConnection());

    public override void LockForCreation(SqlSession session) => session.Script($"SELECT pg_advisory_xact_lock({CreationLock})");

    public override bool HasTable(SqlSession session, string table) =>
        session.Single("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = @p0", table) is 1L;

    public override bool IsEmpty(SqlSession session) =>
        session.Single("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema()") is 0L;

    public override void CreateTables(SqlSession session, SchemaVersion version) => session.Script(PostgresTables.Of(SchemaHead.Of(version).Tables));

    public override void BackUp(SqlSession session, string path) => throw new TrackingException(
        ErrorCodes.NotImplemented, $"{Name}: a copy of a PostgreSQL database is made by pg_dump, not here.");

    public override void Rebuild(SqlSession session, Action rebuild)
    {
        session.Begin();
        LockForCreation(session);
        rebuild();
        session.Commit();
    }

    public override void PutAside(SqlSession session, IReadOnlyList<string> tables)
    {
        session.Script($"CREATE SCHEMA {OldSchema}");
        foreach (string table in tables)
            session.Script($"ALTER TABLE \"{table}\" SET SCHEMA {OldSchema}");
    }

    public override string Aside(string table) => $"{OldSchema}.\"{table}\"";

    /// <summary>The number of the next experiment goes on where it was.</summary>
    public override void DropAside(SqlSession session, IReadOnlyList<string> tables)
    {
        if (session.Single($"SELECT pg_get_serial_sequence('{OldSchema}.experiments', 'experiment_id')") is string sequence)
            session.Single($"SELECT setval(pg_get_serial_sequence('experiments', 'experiment_id'), last_value, is_called) FROM {sequence}");
        session.Script($"DROP SCHEMA {OldSchema} CASCADE");
    }

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
