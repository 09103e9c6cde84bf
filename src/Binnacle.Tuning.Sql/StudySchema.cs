namespace Binnacle.Tuning.Sql;

/// <summary>Makes Optuna's tables in an empty database, and looks at the version of any other.</summary>
internal static class StudySchema
{
    /// <summary>Makes the tables of an empty database; checks the version of any other and leaves it as it is.</summary>
    /// <exception cref="TuningException">The database has another version, or is no study database.</exception>
    public static void Prepare(SqlSession session, string newHead)
    {
        SchemaHead head = SchemaHead.ForNew(newHead);
        if (HeadName(session) is null)
        {
            session.Write<object?>(() =>
            {
                session.LockSchema();
                if (session.CountTables() == 0)
                    session.Script(session.TablesOf(head));
                return null;
            });
        }

        Head(session);
    }

    /// <summary>The version of a database.</summary>
    /// <exception cref="TuningException">It cannot be used.</exception>
    public static SchemaHead Head(SqlSession session) => SchemaHead.Found(
        session.Name,
        HeadName(session) ?? throw new TuningException($"{session.Name}: this database holds something other than studies (it has no table alembic_version)."));

    /// <summary>Brings a database to the current version; does nothing when it has it.</summary>
    /// <returns>The version that it had.</returns>
    public static SchemaHead Upgrade(SqlSession session) => session.Write(() =>
    {
        session.LockSchema();
        SchemaHead found = Head(session);
        if (found == SchemaHead.Current)
            return found;

        // Optuna's migration gives the index this name; its new databases call it ix_trials_study_id.
        session.Execute("CREATE INDEX trials_study_id_key ON trials (study_id)");
        session.Execute("UPDATE alembic_version SET version_num = $1", SchemaHead.Current.Name);
        session.Execute("UPDATE version_info SET library_version = $1", SchemaHead.Current.LibraryVersion);
        return found;
    });

    private static string? HeadName(SqlSession session) =>
        session.HasTable("alembic_version") ? session.Single("SELECT version_num FROM alembic_version") as string : null;
}
