namespace Binnacle.Configuration;

/// <summary>Sets the value at a key.</summary>
internal sealed class ValueEdit(IReadOnlyList<string> keys, ConfigNode value, bool merge, bool isStruct, EditScope scope, bool isReadOnly = false)
{
    /// <summary>The tree with the value set in it.</summary>
    public ConfigNode Apply(ConfigNode root) => Apply(root, 0, NodeType.Any);

    /// <summary>The node with the value set below it; <paramref name="depth"/> keys lead to the node, whose place declares a type.</summary>
    private ConfigNode Apply(ConfigNode? node, int depth, NodeType declared) => (node, declared) switch
    {
        (MapNode map, _) => InMap(map, depth, declared),
        (ListNode list, _) => InList(list, depth, declared),
        (_, ClassType known) => InMap(known.Defaults, depth, declared),
        (_, MapType entries) => InMap(entries.Empty, depth, declared),
        _ => InMap(MapNode.Empty, depth, declared),
    };

    private MapNode InMap(MapNode map, int depth, NodeType declared)
    {
        string key = keys[depth];
        bool exists = map.TryGetValue(key, out ConfigNode? child);
        NodeType? type = map.Type.Under(key);
        if (isStruct && map.Type is ClassType known && type is null && !exists)
            throw At(map, depth, declared).UnknownKey(known, key, value.Origin);
        if (isStruct && map.Type is not ClassType && !exists)
            throw MergeFault.NotInStruct(FullKey(depth), key, map, value.Origin);
        if (isReadOnly && Replaces(child, depth))
            throw MergeFault.ReadOnly(FullKey(depth), value.Origin);
        MapNode edited = scope.Open(map);
        edited.Put(exists ? key : new ConfigKey(key, KeyOrigin(depth)), Child(child, depth, map, declared, type ?? NodeType.Any));
        return edited;
    }

    private ListNode InList(ListNode list, int depth, NodeType declared)
    {
        int index = PythonNumber.Index(keys[depth]) ?? throw MergeFault.NotAnIndex(FullKey(depth), keys[depth], depth == keys.Count - 1);
        int item = index < 0 ? index + list.Count : index;
        if (item < 0 || item >= list.Count)
            throw MergeFault.OutOfRange(FullKey(depth), list.Count);
        if (isReadOnly && Replaces(list[item], depth))
            throw MergeFault.ReadOnlyList(FullKey(depth), value.Origin);
        return new ListNode(
            list.Select((node, i) => i == item ? Child(node, depth, list, declared, list.Type.Under(new ConfigKey(i))!) : node), list.Origin, list.Type);
    }

    /// <summary>Whether the edit puts something in the place of the child, and does not only go on below it.</summary>
    private bool Replaces(ConfigNode? child, int depth)
    {
        bool isContainer = child is MapNode or ListNode;
        return !(isContainer && (depth < keys.Count - 1 || (merge && value is not ScalarNode)));
    }

    private ConfigNode Child(ConfigNode? child, int depth, ConfigNode parent, NodeType declared, NodeType type)
    {
        if (depth < keys.Count - 1)
            return Apply(child, depth + 1, type);
        bool isContainer = child is not (null or ScalarNode) || type is ClassType or MapType or ListType;
        if (merge && isContainer && value is not ScalarNode)
            return new TreeMerge(isStruct, scope, FullKey(depth), isReadOnly).Merge(child ?? ScalarNode.Null, value, type);
        if (ReferenceEquals(type, NodeType.Any))
            return value;
        return new TypeConversion(At(parent, depth, declared), isAssignment: true).Convert(type, value);
    }

    /// <summary>A merge that stands at a key, for types and faults.</summary>
    private TreeMerge At(ConfigNode parent, int depth, NodeType declared)
    {
        var place = new TreeMerge(isStruct, scope, depth == 0 ? "" : FullKey(depth - 1));
        place.Enter(parent, declared, parent is ListNode ? new ConfigKey(PythonNumber.Index(keys[depth])) : keys[depth]);
        return place;
    }

    /// <summary>Where a part of the key was written: its column in the override, else the place of the value.</summary>
    private Origin? KeyOrigin(int depth)
    {
        if (value.Origin?.OverrideText is not { } text)
            return value.Origin;
        int prefix = text.Length - text.TrimStart('+').Length;
        return Origin.OfOverride(text, prefix + keys.Take(depth).Sum(key => key.Length + 1) + 1);
    }

    /// <summary>The key up to a part, as the reference writes it.</summary>
    private string FullKey(int depth)
    {
        string text = keys[0];
        foreach (string key in keys.Skip(1).Take(depth))
            text += PythonNumber.IsInteger(key) ? $"[{key}]" : "." + key;
        return text;
    }
}
