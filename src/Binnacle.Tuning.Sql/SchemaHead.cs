namespace Binnacle.Tuning.Sql;

/// <summary>The versions of Optuna's tables (its alembic revisions).</summary>
internal sealed record SchemaHead(string Name, string LibraryVersion, bool HasTrialIndex)
{
    /// <summary>The version of new databases: that of Optuna 3.2 to 5.0.</summary>
    public static SchemaHead Current { get; } = new("v3.2.0.a", "4.9.0", HasTrialIndex: true);

    /// <summary>The version of Optuna 3.0 and 3.1. Its tables and columns are the same; an index is missing.</summary>
    public static SchemaHead Optuna31 { get; } = new("v3.0.0.d", "3.1.0", HasTrialIndex: false);

    /// <summary>The versions that can be used, newest first.</summary>
    public static IReadOnlyList<SchemaHead> Usable { get; } = [Current, Optuna31];

    private static readonly string[] OldHeads =
        ["v0.9.0.a", "v1.2.0.a", "v1.3.0.a", "v2.4.0.a", "v2.6.0.a", "v3.0.0.a", "v3.0.0.b", "v3.0.0.c"];

    private static string UsableNames => string.Join(" or ", Usable.Select(head => head.Name));

    /// <summary>The version of a new database.</summary>
    /// <exception cref="TuningException">There is none of the name, or it is too old.</exception>
    public static SchemaHead ForNew(string name) => Usable.FirstOrDefault(head => head.Name == name)
        ?? throw new TuningException($"expected {UsableNames} as the version of a new database, found '{name}'.");

    /// <summary>The version of the database that has <paramref name="name"/>.</summary>
    /// <exception cref="TuningException">It is too old, or unknown.</exception>
    public static SchemaHead Found(string database, string name)
    {
        if (Usable.FirstOrDefault(head => head.Name == name) is { } usable)
            return usable;
        throw new TuningException(OldHeads.Contains(name)
            ? $"{database}: the studies have the old version {name}; expected {UsableNames}. Run `optuna storage upgrade` of Optuna 3.0 or later on it."
            : $"{database}: the studies have the unknown version {name}; expected {UsableNames}. It was left as it is.");
    }
}
