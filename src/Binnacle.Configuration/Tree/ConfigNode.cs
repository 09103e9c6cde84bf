namespace Binnacle.Configuration;

/// <summary>One node of a configuration tree: a <see cref="MapNode"/>, <see cref="ListNode"/> or <see cref="ScalarNode"/>.</summary>
/// <remarks>
/// Trees are immutable and their nodes have no parent, so a node may be shared by many trees; an edit makes new nodes along
/// its path. Interpolations are resolved over a root and a path, never stored resolved.
/// </remarks>
public abstract class ConfigNode
{
    private protected ConfigNode(Origin? origin) => Origin = origin;

    /// <summary>Where the node was written; null when it was made by code.</summary>
    public Origin? Origin { get; }
}
