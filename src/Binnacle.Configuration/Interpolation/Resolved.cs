namespace Binnacle.Configuration;

/// <summary>What an interpolation stands for.</summary>
/// <param name="Node">The value.</param>
/// <param name="Place">
/// Where the value stands in a tree, so that keys can reach into it and interpolations inside it are resolved there; null for
/// a plain value that a resolver made, which is final.
/// </param>
internal sealed record Resolved(ConfigNode Node, Place? Place = null)
{
    /// <summary>True when keys can reach into the value.</summary>
    public bool IsContainer => Place is not null && Node is not ScalarNode;
}
