namespace Binnacle.Configuration;

/// <summary>One entry of the tree of defaults lists, as people read it.</summary>
/// <param name="Label"><c>group: option</c>, the path of a config, or <c>_self_</c>.</param>
/// <param name="Children">The entries of its own defaults list, in order; empty when it has none.</param>
public sealed record DefaultsNode(string Label, IReadOnlyList<DefaultsNode> Children);
