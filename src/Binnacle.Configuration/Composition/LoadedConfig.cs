namespace Binnacle.Configuration;

/// <summary>A config as a source holds it.</summary>
/// <param name="Content">Its content, the <c>defaults</c> key included: a map, or a list for an option of a group.</param>
/// <param name="Package">The package of its header; null when it has none.</param>
/// <param name="Location">Where it lies, for messages.</param>
public sealed record LoadedConfig(ConfigNode Content, string? Package, string Location)
{
    /// <summary>The content as keys and values; empty for a list.</summary>
    public MapNode Map => Content as MapNode ?? MapNode.Empty;
}
