namespace Binnacle.Configuration;

/// <summary>One link of the chain from an interpolation to the values behind it.</summary>
/// <param name="Depth">0 for what stands in the value itself, 1 for what stands in the value that this leads to, and so on.</param>
/// <param name="Text">The interpolation as written: <c>${db.host}</c>.</param>
/// <param name="Key">The key it leads to, from the root; null for a resolver and when nothing is there.</param>
/// <param name="Value">What it stands for: the node at the key as written, or what the resolver gave; null when nothing is there.</param>
public sealed record InterpolationLink(int Depth, string Text, string? Key, ConfigNode? Value);
