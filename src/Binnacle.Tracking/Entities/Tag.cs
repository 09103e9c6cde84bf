namespace Binnacle.Tracking;

/// <summary>A tag of a run or experiment: may be changed and removed.</summary>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">Its text.</param>
public readonly record struct Tag(string Key, string Value);
