namespace Binnacle.Configuration;

/// <summary>A map in which objects have been instantiated; its other values are nodes.</summary>
/// <param name="Entries">The values by their keys.</param>
/// <param name="Type">The type of the map.</param>
/// <param name="Origin">Where the map was written.</param>
internal sealed record MixedMap(IReadOnlyList<Argument> Entries, NodeType Type, Origin? Origin);
