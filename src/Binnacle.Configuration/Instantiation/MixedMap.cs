namespace Binnacle.Configuration;

/// <summary>A map in which objects have been instantiated; its other values are nodes.</summary>
internal sealed record MixedMap(IReadOnlyList<Argument> Entries, Origin? Origin);
