namespace Binnacle.Tracking.Sql;

/// <summary>Makes the tables of an empty database, and finds out which version any other has; nothing is ever migrated here.</summary>
internal static class DatabaseSchema
{
    /// <exception cref="TrackingException">The database has another version, or holds something else.</exception>
    public static SchemaHead Prepare(Database database, SqlStoreOptions options) => database.Guard(() =>
    {
        using SqlSession session = database.Connect();
        database.SetUp(session);
        if (!database.HasTable(session, "alembic_version"))
            CreateIfEmpty(database, session, options.NewSchema);
        SchemaHead head = Check(database, session);
        if (session.Single("SELECT 1 FROM experiments LIMIT 1") is null)
            WriteDefaultExperiment(session, options);
        database.AddIndexes(session);
        return head;
    });

    /// <summary>Makes the tables; the default experiment is made by whoever opens the database to use it, for its artifacts lie where that one keeps them.</summary>
    /// <exception cref="TrackingException">The database is not empty.</exception>
    public static void Create(Database database, SchemaVersion version) => database.Guard(() =>
    {
        using SqlSession session = database.Connect();
        database.SetUp(session);
        return CreateIfEmpty(database, session, version)
            ? version
            : throw new TrackingException(ErrorCodes.ResourceAlreadyExists, $"{database.Name}: the database is not empty. It was left as it is.");
    });

    private static bool CreateIfEmpty(Database database, SqlSession session, SchemaVersion version)
    {
        session.Begin();
        database.LockForCreation(session);
        // Another process may have been faster.
        bool isEmpty = database.IsEmpty(session);
        if (isEmpty)
        {
            database.CreateTables(session, version);
            SchemaHead.Of(version).WriteFirstRows(session);
        }

        session.Commit();
        return isEmpty;
    }

    private static void WriteDefaultExperiment(SqlSession session, SqlStoreOptions options)
    {
        long now = options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        session.Execute(
            """
            INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
            VALUES (0, 'Default', @p0, 'active', @p1, @p1) ON CONFLICT DO NOTHING
            """,
            FileUri.Append(FileUri.Located(options.ArtifactRoot), FileTrackingStore.DefaultExperimentId),
            now);
    }

    private static SchemaHead Check(Database database, SqlSession session)
    {
        if (!database.HasTable(session, "alembic_version"))
            throw Refuse(database, "it holds tables of something other than MLflow (there is no table alembic_version)");
        string? revision = session.Single("SELECT version_num FROM alembic_version") as string;
        return SchemaHead.Find(revision)
            ?? throw Refuse(database, $"its tables have the version {revision ?? "(none)"}; expected {SchemaHead.Known}. {Advice(revision)}");
    }

    private static string Advice(string? revision) => revision is not null && SchemaHead.CanUpgrade(revision)
        ? "Upgrade it with `binnacle db upgrade`"
        : "Upgrade it with `mlflow db upgrade`, or use a newer Binnacle";

    private static TrackingException Refuse(Database database, string why) =>
        new(ErrorCodes.InvalidState, $"{database.Name}: the database cannot be used: {why}. It was left as it is.");
}
