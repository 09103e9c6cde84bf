namespace Binnacle.Configuration;

/// <summary>A node with its place in a tree; nodes themselves know no parent.</summary>
/// <param name="Node">The node.</param>
/// <param name="Parent">The container that holds it; null for the root.</param>
/// <param name="Key">Its key or index there.</param>
/// <param name="Made">True when a resolver made the node: nothing inside it can be addressed.</param>
internal sealed record Cursor(ConfigNode Node, Cursor? Parent, string Key, bool Made = false)
{
    /// <summary>The path from the root: <c>a.b[0]</c>.</summary>
    public string FullKey => Parent switch
    {
        null => Key,
        { Node: ListNode } => $"{Parent.FullKey}[{Key}]",
        { Parent: null, Key.Length: 0 } => Key,
        _ => $"{Parent.FullKey}.{Key}",
    };

    public Cursor Child(ConfigKey key, ConfigNode node) => new(node, this, key.Text);

    public Cursor Child(int index, ConfigNode node) => new(node, this, index.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
