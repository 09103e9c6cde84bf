namespace Binnacle.Configuration;

/// <summary>Sets the value at a key.</summary>
internal sealed class ValueEdit(IReadOnlyList<string> keys, ConfigNode value, bool merge, bool isStruct, EditScope scope)
{
    /// <summary>The node with the value set below it; <paramref name="depth"/> keys lead to the node.</summary>
    public ConfigNode Apply(ConfigNode node, int depth) => node switch
    {
        MapNode map => InMap(map, depth),
        ListNode list => InList(list, depth),
        _ => InMap(MapNode.Empty, depth),
    };

    private MapNode InMap(MapNode map, int depth)
    {
        bool exists = map.TryGetValue(keys[depth], out ConfigNode? child);
        if (!exists && isStruct)
            throw MergeFault.NotInStruct(FullKey(depth), keys[depth], map, value.Origin);
        MapNode edited = scope.Open(map);
        edited.Put(exists ? keys[depth] : new ConfigKey(keys[depth], KeyOrigin(depth)), Child(child, depth));
        return edited;
    }

    private ListNode InList(ListNode list, int depth)
    {
        int index = PythonNumber.Index(keys[depth]) ?? throw MergeFault.NotAnIndex(FullKey(depth), keys[depth]);
        int item = index < 0 ? index + list.Count : index;
        if (item < 0 || item >= list.Count)
            throw MergeFault.OutOfRange(FullKey(depth), list.Count);
        return new ListNode(list.Select((node, i) => i == item ? Child(node, depth) : node), list.Origin);
    }

    private ConfigNode Child(ConfigNode? child, int depth)
    {
        if (depth < keys.Count - 1)
            return Apply(child ?? MapNode.Empty, depth + 1);
        return merge && child is not (null or ScalarNode) && value is not ScalarNode
            ? new TreeMerge(isStruct, scope).Merge(child, value)
            : value;
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
