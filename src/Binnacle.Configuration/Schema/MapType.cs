namespace Binnacle.Configuration;

/// <summary>A map with any keys of one type, whose values have one type.</summary>
/// <param name="Key">The type of the keys.</param>
/// <param name="Value">The type of the values.</param>
internal sealed record MapType(NodeType Key, NodeType Value) : NodeType($"Dict[{Key.Name}, {Value.Hint}]")
{
    /// <summary>The map of this type without entries.</summary>
    public MapNode Empty => MapNode.Empty.OfType(this with { IsOptional = false });

    public override NodeType Under(ConfigKey key) => Value;
}
