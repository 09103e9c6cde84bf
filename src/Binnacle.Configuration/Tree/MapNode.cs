using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>Keys with nodes, in the order in which the keys were first written.</summary>
public sealed class MapNode : ConfigNode, IReadOnlyDictionary<ConfigKey, ConfigNode>
{
    private readonly OrderedDictionary<ConfigKey, ConfigNode> _entries;
    private readonly object? _owner;

    /// <param name="entries">The entries, in order; a repeated key keeps its first place and its last value.</param>
    /// <param name="origin">Where the map was written.</param>
    public MapNode(IEnumerable<KeyValuePair<ConfigKey, ConfigNode>> entries, Origin? origin = null)
        : base(origin)
    {
        _entries = [];
        foreach (var (key, node) in entries)
            _entries[key] = node;
    }

    /// <summary>A copy that the run of edits which made it may still change.</summary>
    internal MapNode(MapNode copied, Origin? origin, object owner)
        : base(origin)
    {
        _entries = new(copied._entries);
        _owner = owner;
        Type = copied.Type;
    }

    private MapNode(OrderedDictionary<ConfigKey, ConfigNode> entries, Origin? origin, NodeType type)
        : base(origin)
    {
        _entries = entries;
        Type = type;
    }

    /// <summary>A map of one entry, which stands where its value does.</summary>
    internal static MapNode Of(ConfigKey key, ConfigNode node) => new(new OrderedDictionary<ConfigKey, ConfigNode> { [key] = node }, node.Origin, NodeType.Any);

    /// <summary>The map without entries.</summary>
    public static MapNode Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <inheritdoc/>
    public IEnumerable<ConfigKey> Keys => _entries.Keys;

    /// <inheritdoc/>
    public IEnumerable<ConfigNode> Values => _entries.Values;

    /// <inheritdoc/>
    public ConfigNode this[ConfigKey key] => _entries[key];

    /// <inheritdoc/>
    public bool ContainsKey(ConfigKey key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(ConfigKey key, [MaybeNullWhen(false)] out ConfigNode value) => _entries.TryGetValue(key, out value);

    /// <summary>The type of the map: what its keys and values must be; <see cref="NodeType.Any"/> for a map of no class.</summary>
    internal NodeType Type { get; private set; } = NodeType.Any;

    /// <summary>A map in which <paramref name="key"/> has <paramref name="node"/>; a new key is appended.</summary>
    public MapNode With(ConfigKey key, ConfigNode node) => new(new OrderedDictionary<ConfigKey, ConfigNode>(_entries) { [key] = node }, Origin, Type);

    /// <summary>A map without <paramref name="key"/>.</summary>
    public MapNode Without(ConfigKey key)
    {
        var entries = new OrderedDictionary<ConfigKey, ConfigNode>(_entries);
        entries.Remove(key);
        return new(entries, Origin, Type);
    }

    /// <summary>The same entries as a map of a type, to which they have been fitted.</summary>
    internal MapNode OfType(NodeType type) => ReferenceEquals(type, Type) ? this : new(new OrderedDictionary<ConfigKey, ConfigNode>(_entries), Origin, type);

    internal bool IsOwnedBy(EditScope scope) => scope.Owns(_owner);

    /// <summary>Sets an entry in place; only the scope that owns the map may do so.</summary>
    internal void Put(ConfigKey key, ConfigNode node) => _entries[key] = node;

    /// <summary>Makes it a map of a type; only the scope that owns the map may do so.</summary>
    internal void Retype(NodeType type) => Type = type;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<ConfigKey, ConfigNode>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
