namespace Binnacle.Server.Ui.Runs;

/// <summary>The runs that a view finds, in its order, at one moment.</summary>
/// <param name="Ids">All of them.</param>
/// <param name="Groups">The groups they form, in order; null when they are not grouped.</param>
/// <param name="Depths">How deep each run is nested, where they are grouped by their parents.</param>
internal sealed record RunList(RunIds Ids, IReadOnlyList<RunGroup>? Groups = null, byte[]? Depths = null)
{
    public static RunList Empty { get; } = new(RunIds.Of([]));

    public bool SameAs(RunList other) => Ids.SameAs(other.Ids) && (Groups ?? []).SequenceEqual(other.Groups ?? []);
}
