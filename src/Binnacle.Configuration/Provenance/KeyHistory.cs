namespace Binnacle.Configuration;

/// <summary>Everything that happened to one key while a configuration was composed.</summary>
/// <param name="Key">The key from the root: <c>a.b[0].c</c>.</param>
/// <param name="Node">What stands there in the end, unresolved; null when the key was deleted.</param>
/// <param name="Changes">The values that it was given and the deletions, in order; at least one. The last one stands.</param>
public sealed record KeyHistory(string Key, ConfigNode? Node, IReadOnlyList<ValueChange> Changes)
{
    /// <summary>The change that stands. For a map it is the one that made it; what others laid into it is told by the keys below.</summary>
    public ValueChange Last => Changes[^1];

    /// <summary>What was beaten, newest first.</summary>
    public IEnumerable<ValueChange> Beaten => Changes.Take(Changes.Count - 1).Reverse();

    /// <summary>The key is no longer there.</summary>
    public bool IsDeleted => Node is null;
}
