namespace Binnacle.Tracking;

/// <summary>A parameter of a run: written once, never changed.</summary>
/// <param name="Key">The parameter's name.</param>
/// <param name="Value">Its text.</param>
public readonly record struct Param(string Key, string Value);
