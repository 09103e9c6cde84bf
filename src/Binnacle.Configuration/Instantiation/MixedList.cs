namespace Binnacle.Configuration;

/// <summary>A list in which objects have been instantiated; its other items are nodes.</summary>
internal sealed record MixedList(IReadOnlyList<Argument> Items);
