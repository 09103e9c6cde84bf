namespace Binnacle.Configuration;

/// <summary>A config as a source holds it.</summary>
/// <param name="Node">Its content, the <c>defaults</c> key included.</param>
/// <param name="Package">The package of its header; null when it has none.</param>
/// <param name="Location">Where it lies, for messages.</param>
public sealed record LoadedConfig(MapNode Node, string? Package, string Location);
