namespace Binnacle.Tracking.Sql;

/// <summary>Experiments, runs and models in a SQLite or PostgreSQL database with MLflow's own tables.</summary>
/// <remarks>
/// <para>
/// An empty database gets the tables of <see cref="SqlStoreOptions.NewSchema"/>. A database of MLflow 2.17 or 3.11 is used as it
/// is found; any other version is refused. Nothing is migrated: MLflow opens its file again afterwards.
/// </para>
/// <para>
/// Several threads and processes may use one database. Writes of this store go through one connection, many in one
/// transaction; each is done when it is committed, so that it survives the death of the process (of the machine:
/// <see cref="SqlStoreOptions.SurvivePowerLoss"/>). SQLite files are switched to write-ahead logging, so that reading goes on while somebody writes.
/// </para>
/// <para>
/// Numbers are stored as MLflow stores them: NaN is kept apart, an infinity reads back as the greatest finite number.
/// </para>
/// </remarks>
public sealed partial class SqlTrackingStore : ITrackingStore, IDisposable
{
    private readonly Database _database;
    private readonly SqlStoreOptions _options;
    private readonly SchemaHead _head;
    private readonly HistoryPages _histories;

    /// <summary>Opens a database; an empty one gets its tables.</summary>
    /// <param name="uri"><c>sqlite:///relative.db</c>, <c>sqlite:////absolute.db</c> or <c>postgresql://user:password@host:port/database</c>.</param>
    /// <param name="options">How the database is used; null for the defaults.</param>
    /// <exception cref="TrackingException">The database cannot be opened, is of an unknown version, or holds something else.</exception>
    public SqlTrackingStore(string uri, SqlStoreOptions? options = null)
    {
        _options = options ?? new SqlStoreOptions();
        _histories = new HistoryPages(_options.TimeProvider);
        _database = OpenDatabase(uri, _options);
        Uri = uri;
        try
        {
            if (_options.MustExist)
                _database.CheckExists();
            _head = DatabaseSchema.Prepare(_database, _options);
        }
        catch
        {
            _database.Dispose();
            throw;
        }

        ModelRegistry = new SqlModelRegistry(_database, _head, _options.TimeProvider);
        LoggedModels = new SqlLoggedModels(_database, _head, _options);
    }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <summary>Version of the database's tables.</summary>
    public SchemaVersion Schema => _head.Version;

    /// <inheritdoc/>
    public IModelRegistryStore ModelRegistry { get; }

    /// <inheritdoc/>
    public ILoggedModelStore LoggedModels { get; }

    /// <summary>Whether a tracking URI names a database.</summary>
    public static bool CanOpen(string? uri) =>
        uri is not null && (uri.StartsWith(SqliteDatabase.Scheme, StringComparison.OrdinalIgnoreCase) || PostgresUri.Matches(uri));

    /// <summary>Full path of the file that a tracking URI names; null when it names no SQLite file.</summary>
    /// <exception cref="TrackingException">It is a SQLite address without a file.</exception>
    public static string? FileOf(string uri) =>
        uri.StartsWith(SqliteDatabase.Scheme, StringComparison.OrdinalIgnoreCase) ? SqliteDatabase.PathOf(uri) : null;

    /// <summary>Makes MLflow's tables in an empty database. Its default experiment is made by the first store that opens it.</summary>
    /// <param name="uri">Address of the database, as for the constructor; a SQLite file is made when missing.</param>
    /// <param name="version">Version of the tables.</param>
    /// <exception cref="TrackingException">The database is not empty, or cannot be opened.</exception>
    public static void CreateDatabase(string uri, SchemaVersion version)
    {
        using Database database = OpenDatabase(uri, new SqlStoreOptions());
        DatabaseSchema.Create(database, version);
    }

    internal static Database OpenDatabase(string uri, SqlStoreOptions options) =>
        PostgresUri.Matches(uri) ? new PostgresDatabase(uri) : new SqliteDatabase(SqliteDatabase.PathOf(uri), options);

    /// <summary>
    /// Adds the indexes that make searches quick, which a SQLite file of more than 20,000 runs that others wrote does not get by itself; writers
    /// wait meanwhile. MLflow ignores them. PostgreSQL needs none.
    /// </summary>
    /// <exception cref="TrackingException">The file cannot be written to.</exception>
    public void AddSearchIndexes() => _database.Guard(() =>
    {
        using SqlSession session = _database.Connect();
        _database.CreateIndexes(session);
        return true;
    });

    /// <inheritdoc/>
    public IArtifactStore OpenArtifacts(RunInfo run) => _options.OpenArtifacts(run.ArtifactUri);

    /// <summary>Writes what waits and closes the connections.</summary>
    public void Dispose()
    {
        lock (_watching)
            _watcher?.Dispose();
        _database.Dispose();
    }

    private long Now => _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
