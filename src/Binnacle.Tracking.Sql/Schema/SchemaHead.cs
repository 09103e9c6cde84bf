namespace Binnacle.Tracking.Sql;

/// <summary>A version of MLflow's tables.</summary>
/// <param name="Version">Which version.</param>
/// <param name="Revision">Its name in alembic's table.</param>
internal sealed record SchemaHead(SchemaVersion Version, string Revision)
{
    private static readonly SchemaHead[] All = [new(SchemaVersion.MLflow2, "f5a4f2784254"), new(SchemaVersion.MLflow3, "7d34483879f0")];

    /// <summary>The statements that make the tables in SQLite, word for word as MLflow leaves them.</summary>
    public string Tables
    {
        get
        {
            using Stream stream = typeof(SchemaHead).Assembly.GetManifestResourceStream($"{Revision}.sql")!;
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
    }

    /// <exception cref="TrackingException">The tables are those of MLflow 2.</exception>
    public void CheckLoggedModels(Database database)
    {
        if (Version == SchemaVersion.MLflow2)
            throw new TrackingException(ErrorCodes.NotImplemented, $"{database.Name}: the tables of MLflow 2 ({Revision}) hold no logged models.");
    }

    public static SchemaHead Of(SchemaVersion version) => All[(int)version];

    public static SchemaHead? Find(string? revision) => Array.Find(All, head => head.Revision == revision);

    public static string Known => string.Join(" or ", All.Select(head => $"{head.Revision} ({head.Version})"));
}
