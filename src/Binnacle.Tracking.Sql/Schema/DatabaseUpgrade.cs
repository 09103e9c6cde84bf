namespace Binnacle.Tracking.Sql;

/// <summary>Brings a database of an older MLflow to the tables of MLflow 3.11. Older versions of MLflow cannot open it afterwards.</summary>
/// <remarks>
/// Every table of MLflow's is put aside, made anew as MLflow 3.11 makes it, and filled with its old rows, all in one transaction: a
/// failure or a killed process leaves the database as it was. Tables of others stay untouched. Stop what writes to the database before.
/// </remarks>
public static class DatabaseUpgrade
{
    private static readonly Dictionary<(string Table, string Column), string> Renamed = new() { [("jobs", "function_fullname")] = "job_name" };

    /// <summary>Upgrades a database, unless it has the newest tables already.</summary>
    /// <param name="uri">Address of the database, as for <see cref="SqlTrackingStore"/>; it must exist.</param>
    /// <param name="backup">
    /// Path of a copy of the SQLite file that is made first; nothing may be there yet. Null for none. PostgreSQL makes its own copies
    /// (<c>pg_dump</c>): null must be given.
    /// </param>
    /// <returns>The alembic revisions before and after.</returns>
    /// <exception cref="TrackingException">The database cannot be opened, or is of a version that is not known; it is left as it was.</exception>
    public static (string From, string To) Run(string uri, string? backup = null)
    {
        using Database database = SqlTrackingStore.OpenDatabase(uri, new SqlStoreOptions());
        database.CheckExists();
        return database.Guard(() =>
        {
            using SqlSession session = database.Connect();
            string from = Revision(database, session);
            if (from == SchemaHead.Newest.Revision)
                return (from, from);
            if (backup is not null)
                database.BackUp(session, backup);
            database.Rebuild(session, () => Rebuild(database, session, from));
            return (from, SchemaHead.Newest.Revision);
        });
    }

    /// <summary>The alembic revision of a database; nothing is changed.</summary>
    /// <exception cref="TrackingException">The database cannot be opened, or is of a version that is not known.</exception>
    public static string RevisionOf(string uri)
    {
        using Database database = SqlTrackingStore.OpenDatabase(uri, new SqlStoreOptions());
        database.CheckExists();
        return database.Guard(() =>
        {
            using SqlSession session = database.Connect();
            return Revision(database, session);
        });
    }

    /// <summary>The alembic revision that an upgrade leads to.</summary>
    public static string NewestRevision => SchemaHead.Newest.Revision;

    private static string Revision(Database database, SqlSession session)
    {
        string? revision = database.HasTable(session, "alembic_version") ? session.Single("SELECT version_num FROM alembic_version") as string : null;
        if (revision is null)
            throw Refuse(database, "it holds no tables of MLflow");
        return SchemaHead.CanUpgrade(revision)
            ? revision
            : throw Refuse(database, $"its tables have the version {revision}; from {SchemaHead.Of(SchemaVersion.MLflow2).Revision} (MLflow 2.17) on it could be");
    }

    private static void Rebuild(Database database, SqlSession session, string from)
    {
        if (Revision(database, session) != from)
            throw Refuse(database, "another process is upgrading it");
        string[] tables = [.. SchemaHead.Newest.TableNames.Where(table => database.HasTable(session, table))];
        database.PutAside(session, tables);
        database.CreateTables(session, SchemaHead.Newest.Version);
        SchemaHead.Newest.WriteFirstRows(session);
        if (tables.Contains("workspaces"))
            session.Script("DELETE FROM workspaces");
        foreach (string table in tables.Where(table => table != "alembic_version"))
            Copy(database, session, table);
        database.DropAside(session, tables);
    }

    /// <summary>Columns that are new have defaults; one that is gone would lose what it held.</summary>
    private static void Copy(Database database, SqlSession session, string table)
    {
        if (session.Single($"SELECT 1 FROM {database.Aside(table)} LIMIT 1") is null)
            return;
        IReadOnlyList<string> old = session.ColumnsOf(database.Aside(table)), now = session.ColumnsOf($"\"{table}\"");
        string[] renamed = [.. old.Select(column => Renamed.GetValueOrDefault((table, column), column))];
        if (Array.Find(renamed, column => !now.Contains(column)) is { } gone)
            throw Refuse(database, $"its column {table}.{gone} is not one of MLflow's");
        session.Script($"INSERT INTO \"{table}\" ({Names(renamed)}) SELECT {Names(old)} FROM {database.Aside(table)}");
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));

    private static TrackingException Refuse(Database database, string why) =>
        new(ErrorCodes.InvalidState, $"{database.Name}: the database cannot be upgraded: {why}. It was left as it is.");
}
