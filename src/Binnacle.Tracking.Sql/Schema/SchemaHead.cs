using System.Text.RegularExpressions;

namespace Binnacle.Tracking.Sql;

/// <summary>A version of MLflow's tables.</summary>
/// <param name="Version">Which version.</param>
/// <param name="Revision">Its name in alembic's table.</param>
internal sealed partial record SchemaHead(SchemaVersion Version, string Revision)
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

    /// <summary>Revisions between the two, of MLflow 2.18 to 3.11: they added tables and columns, and renamed one.</summary>
    private static readonly string[] Between =
    [
        "0584bdc529eb", "400f98739977", "6953534de441", "bda7b8c39065", "cbc13b556ace", "770bee3ae1dd", "a1b2c3d4e5f6",
        "de4033877273", "1a0cddfcaa16", "534353b11cbc", "71994744cf8e", "3da73c924c2f", "bf29a5ff90ea", "1bd49d398cd23", "b7c8d9e0f1a2",
        "5d2d30f0abce", "c9d4e5f6a7b8", "2c33131f4dae", "d3e4f5a6b7c8", "d0e1f2a3b4c5", "c8d9e0f1a2b3", "1b5f0d9ad7c1", "e1f2a3b4c5d6",
        "76601a5f987d", "c3d6457b6d8a", "a5b4c3d2e1f0", "ae8bbe7743c9",
    ];

    public static SchemaHead Newest => All[^1];

    /// <summary>Whether a database of this revision can be brought to the newest one.</summary>
    public static bool CanUpgrade(string revision) => Find(revision) is not null || Between.Contains(revision);

    /// <summary>Names of the tables; each comes after those that it refers to.</summary>
    public IEnumerable<string> TableNames => TableName().Matches(Tables).Select(match => match.Groups[1].Value);

    /// <summary>What MLflow puts into new tables itself.</summary>
    public void WriteFirstRows(SqlSession session)
    {
        session.Execute("INSERT INTO alembic_version (version_num) VALUES (@p0)", Revision);
        if (Version == SchemaVersion.MLflow3)
            session.Execute("INSERT INTO workspaces (name, description) VALUES ('default', 'Default workspace for legacy resources')");
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

    [GeneratedRegex("""^CREATE TABLE "?(\w+)""", RegexOptions.Multiline)]
    private static partial Regex TableName();
}
