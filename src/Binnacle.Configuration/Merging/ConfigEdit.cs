using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>Edits of a tree; each gives a new tree.</summary>
public static class ConfigEdit
{
    /// <summary>The tree with a value at a key; containers on the way are made, scalars on the way are replaced by maps.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="keys">The keys from the root.</param>
    /// <param name="value">The new value; a map merges into a map.</param>
    /// <param name="merge">False: a map replaces the one that is there.</param>
    /// <param name="isStruct">Refuse new keys.</param>
    /// <exception cref="ConfigException">A key is new and <paramref name="isStruct"/> is set, or an index is out of range.</exception>
    public static ConfigNode Set(ConfigNode root, IReadOnlyList<string> keys, ConfigNode value, bool merge = true, bool isStruct = false)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(value);
        var context = new Lazy<ResolutionContext>(() => new ResolutionContext(root as MapNode ?? MapNode.Empty));
        return Set(root, keys, 0, value, merge, isStruct, context);
    }

    /// <summary>The tree without the node at a key.</summary>
    /// <exception cref="ConfigException">There is no such node, or it lies in a list.</exception>
    public static MapNode Remove(MapNode root, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(keys);
        return Remove(root, keys, 0);
    }

    private static ConfigNode Set(
        ConfigNode at, IReadOnlyList<string> keys, int depth, ConfigNode value, bool merge, bool isStruct, Lazy<ResolutionContext> context)
    {
        if (depth == keys.Count)
        {
            bool merges = merge && (value is MapNode || (value is ListNode && at is MapNode));
            return merges ? ConfigMerge.Merge(at, value, isStruct, context, string.Join('.', keys)) : value;
        }

        string key = keys[depth];
        switch (at)
        {
            case MapNode map when map.TryGetValue(key, out ConfigNode? child):
                return map.With(key, Set(child, keys, depth + 1, value, merge, isStruct, context));
            case MapNode map when isStruct:
                throw ConfigMerge.NotInStruct(key, string.Join('.', keys.Take(depth + 1)), map, value.Origin);
            case MapNode map:
                return map.With(key, Nest(keys, depth + 1, value));
            case ListNode list:
                int index = IndexIn(list, key, string.Join('.', keys.Take(depth + 1)), value.Origin);
                ConfigNode changed = Set(list[index], keys, depth + 1, value, merge, isStruct, context);
                return new ListNode(list.Select((item, i) => i == index ? changed : item), list.Origin);
            default:
                return isStruct && at is ScalarNode { Value: not null } and { IsMissing: false }
                    ? throw ConfigMerge.NotInStruct(key, string.Join('.', keys.Take(depth + 1)), MapNode.Empty, value.Origin)
                    : Nest(keys, depth, value);
        }
    }

    private static ConfigNode Nest(IReadOnlyList<string> keys, int depth, ConfigNode value)
    {
        for (int i = keys.Count - 1; i >= depth; i--)
            value = new MapNode([new(keys[i], value)], value.Origin);
        return value;
    }

    private static int IndexIn(ListNode list, string key, string path, Origin? origin)
    {
        if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            throw new ConfigException($"ListConfig indices must be integers or slices, not str\n    full_key: {path}", origin);
        return index < list.Count ? index : throw new ConfigException($"list index out of range\n    full_key: {path}", origin);
    }

    private static MapNode Remove(MapNode map, IReadOnlyList<string> keys, int depth)
    {
        if (!map.TryGetValue(keys[depth], out ConfigNode? child))
            throw new ConfigException($"Could not delete from config. '{string.Join('.', keys)}' does not exist.");
        if (depth == keys.Count - 1)
            return map.Without(keys[depth]);
        return child is MapNode inner
            ? map.With(keys[depth], Remove(inner, keys, depth + 1))
            : throw new ConfigException($"Could not delete from config. '{string.Join('.', keys)}' does not exist.");
    }
}
