namespace Binnacle.Tuning.Sql;

/// <summary>Keeps studies in a PostgreSQL database with Optuna's own tables, so that Python and C# workers on many machines share one.</summary>
/// <remarks>
/// Each step is one transaction; one that has to give way to another is run again, so that no failed transaction surfaces. An empty
/// database gets the tables of <see cref="PostgresStorageOptions.NewHead"/>; any other is used as it is, or refused.
/// </remarks>
public sealed class PostgresStudyStorage : SqlStudyStorage
{
    /// <param name="connectionString">Npgsql's, e.g. <c>Host=db;Username=me;Database=studies</c>.</param>
    /// <param name="options">How the server is used; null for the defaults.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    /// <exception cref="TuningException">The server cannot be reached, or the database is of another version.</exception>
    public PostgresStudyStorage(string connectionString, PostgresStorageOptions? options = null)
        : base(new PostgresSession(connectionString, options ??= new PostgresStorageOptions()), options.NewHead, options.Time)
    {
    }

    /// <summary>Opens a database by its address: <c>postgresql://user:password@host:port/database</c>, also with SQLAlchemy's <c>+driver</c>.</summary>
    /// <exception cref="ArgumentException">The address is none of PostgreSQL.</exception>
    /// <exception cref="TuningException">The server cannot be reached, or the database is of another version.</exception>
    public static PostgresStudyStorage Open(string url, PostgresStorageOptions? options = null) => new(PostgresUrl.ConnectionStringOf(url), options);
}
