using System.Collections;
using System.Collections.Immutable;

namespace Binnacle.Configuration;

/// <summary>An ordered list of nodes.</summary>
public sealed class ListNode : ConfigNode, IReadOnlyList<ConfigNode>
{
    private readonly ImmutableArray<ConfigNode> _items;

    /// <param name="items">The items, in order.</param>
    /// <param name="origin">Where the list was written.</param>
    public ListNode(IEnumerable<ConfigNode> items, Origin? origin = null)
        : base(origin) => _items = [.. items];

    internal ListNode(IEnumerable<ConfigNode> items, Origin? origin, NodeType type)
        : this(items, origin) => Type = type;

    /// <summary>The list without items.</summary>
    public static ListNode Empty { get; } = new([]);

    /// <summary>The type of the list: what its items must be; <see cref="NodeType.Any"/> for a list of anything.</summary>
    internal NodeType Type { get; } = NodeType.Any;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public ConfigNode this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<ConfigNode> GetEnumerator() => ((IEnumerable<ConfigNode>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
