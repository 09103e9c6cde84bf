using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Binnacle.Tuning.Sql;

/// <summary>A connection to a PostgreSQL server. Transactions that had to give way to others are run again.</summary>
internal sealed class PostgresSession : SqlSession
{
    // "binnacle" in ASCII, shortened: the key of the advisory lock under which tables are made.
    private const long SchemaLockKey = 0x62696e6e61636c;

    private readonly int _retries;

    public PostgresSession(string connectionString, PostgresStorageOptions options)
        : base(NameOf(connectionString), new NpgsqlConnection(ConnectionString(connectionString)))
    {
        _retries = options.Retries;
        Guard<object?>(() =>
        {
            Connection.Open();
            Script($"SET DateStyle = ISO; SET synchronous_commit = {(options.SurvivePowerLoss ? "on" : "off")}");
            return null;
        });
    }

    public override long? Version => null;

    public override string RowLock => " FOR UPDATE";

    protected override string BeginTransaction => "BEGIN";

    public override string SecondsSince(string column) => $"CAST(EXTRACT(EPOCH FROM (CAST(CURRENT_TIMESTAMP AS TIMESTAMP) - {column})) AS FLOAT)";

    public override string IsAmong(string column, string parameter) => $"{column} = ANY({parameter})";

    public override object IdList(IReadOnlyList<long> ids) => ids.ToArray();

    public override long CountTables() => (long)Single("SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()")!;

    public override bool HasTable(string table) =>
        Single("SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1", table) is 1L;

    public override string TablesOf(SchemaHead head) => PostgresSchema.Of(head);

    public override void LockSchema() => Single("SELECT pg_advisory_xact_lock($1)", SchemaLockKey);

    protected override string Explain(DbException error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "the database does not exist; make it with createdb.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            $"the server refuses the user: {refused.MessageText}",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the server's disk is full.",
        PostgresException other => $"{other.MessageText} ({other.SqlState})",
        _ => $"the server cannot be used: {error.Message}",
    };

    protected override bool MayRetry(DbException error, int attempt) => attempt < _retries && error is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.UniqueViolation,
    };

    protected override DbParameter CreateParameter(int place) => new NpgsqlParameter();

    // The server knows what a text stands for: its enumerations and moments have no type on our side.
    protected override void SetValue(DbParameter parameter, object? value)
    {
        var typed = (NpgsqlParameter)parameter;
        typed.NpgsqlDbType = value switch
        {
            null or string => NpgsqlDbType.Unknown,
            double => NpgsqlDbType.Double,
            long[] => NpgsqlDbType.Bigint | NpgsqlDbType.Array,
            _ => NpgsqlDbType.Bigint,
        };
        typed.Value = value switch
        {
            null => DBNull.Value,
            int integer => (long)integer,
            _ => value,
        };
    }

    private static string ConnectionString(string given) => new NpgsqlConnectionStringBuilder(given)
    {
        MaxAutoPrepare = 100,
        AutoPrepareMinUsages = 2,
        Pooling = false,
        IncludeErrorDetail = true,
        ApplicationName = "binnacle",
    }.ToString();

    private static string NameOf(string connectionString)
    {
        NpgsqlConnectionStringBuilder builder = new(connectionString);
        return $"postgresql://{builder.Host}:{builder.Port}/{builder.Database}";
    }
}
