namespace Binnacle.Configuration;

/// <summary>A list whose items have one type.</summary>
/// <param name="Item">The type of the items.</param>
internal sealed record ListType(NodeType Item) : NodeType($"List[{Item.Hint}]")
{
    public override NodeType Under(ConfigKey key) => Item;
}
