namespace Binnacle.Configuration;

/// <summary>Edits of a tree; each gives a new tree.</summary>
public static class ConfigEdit
{
    /// <summary>The tree with a value at a key; containers on the way are made, scalars on the way are replaced by maps.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="keys">The keys from the root, at least one; see <see cref="KeyPath.Split"/>.</param>
    /// <param name="value">The new value; a map merges into a map.</param>
    /// <param name="merge">False: a map replaces the one that is there.</param>
    /// <param name="isStruct">Refuse new keys.</param>
    /// <param name="isReadOnly">Refuse every change, as for a tree that others rely on.</param>
    /// <exception cref="ConfigException">A key is new and <paramref name="isStruct"/> is set, an index is out of range, or a map meets a list.</exception>
    public static ConfigNode Set(ConfigNode root, IReadOnlyList<string> keys, ConfigNode value, bool merge = true, bool isStruct = false, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(value);
        return new ValueEdit(keys, value, merge, isStruct, new EditScope(), isReadOnly).Apply(root);
    }

    /// <summary>The same within a run of edits.</summary>
    internal static ConfigNode Set(ConfigNode root, IReadOnlyList<string> keys, ConfigNode value, bool merge, bool isStruct, EditScope scope) =>
        new ValueEdit(keys, value, merge, isStruct, scope).Apply(root);

    /// <summary>The tree into which items <c>key=value</c> are put, their values written in YAML; a key alone gets null.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="dotlist">The items.</param>
    /// <param name="isStruct">Refuse new keys.</param>
    /// <param name="isReadOnly">Refuse every change.</param>
    /// <exception cref="ConfigException">A value is not valid YAML, or cannot be set.</exception>
    public static ConfigNode SetAll(ConfigNode root, IEnumerable<string> dotlist, bool isStruct = false, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(dotlist);
        var scope = new EditScope();
        foreach (string item in dotlist)
        {
            int equals = item.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? item : item[..equals];
            ConfigNode value = equals < 0 ? ScalarNode.Null : YamlReader.ParseValue(item[(equals + 1)..], item);
            root = new ValueEdit(Split(key, item), value, merge: true, isStruct, scope, isReadOnly).Apply(root);
        }

        return root;
    }

    private static IReadOnlyList<string> Split(string key, string item)
    {
        try
        {
            return KeyPath.Split(key);
        }
        catch (FormatException error)
        {
            throw new ConfigException($"{error.Message}\n    in '{item}'", new Origin(item), error);
        }
    }

    /// <summary>The tree without the node at a key.</summary>
    /// <exception cref="ConfigException">There is no such node, or it lies in a list.</exception>
    public static MapNode Remove(MapNode root, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(keys);
        return Remove(root, keys, 0);
    }

    private static MapNode Remove(MapNode map, IReadOnlyList<string> keys, int depth)
    {
        if (!map.TryGetValue(keys[depth], out ConfigNode? child))
            throw new ConfigException($"Could not delete from config. '{string.Join('.', keys)}' does not exist.");
        if (depth == keys.Count - 1 && map.Type is ClassType known)
        {
            string sentence = $"{known.Name} (DictConfig) does not support deletion";
            throw new ConfigTypeException("ConfigTypeError", MergeFault.Typed(sentence, string.Join('.', keys), map, NodeType.Any, nearest: null), null);
        }

        if (depth == keys.Count - 1)
            return map.Without(keys[depth]);
        return child is MapNode inner
            ? map.With(keys[depth], Remove(inner, keys, depth + 1))
            : throw new ConfigException($"Could not delete from config. '{string.Join('.', keys)}' does not exist.");
    }
}
