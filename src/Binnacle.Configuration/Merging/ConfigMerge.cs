namespace Binnacle.Configuration;

/// <summary>Merges trees by OmegaConf's rules.</summary>
/// <remarks>
/// Maps merge key by key, keys keep their first place, a list or a scalar replaces what was there; a map never merges with a
/// list; <c>???</c> never overwrites; an interpolation that leads to a map is expanded before a map is merged into it.
/// </remarks>
public static class ConfigMerge
{
    /// <summary>The target with the source laid over it.</summary>
    /// <param name="target">The tree below; a lone null counts as an empty map.</param>
    /// <param name="source">The tree on top.</param>
    /// <param name="isStruct">Refuse keys that the target's maps do not have.</param>
    /// <exception cref="ConfigException">A map meets a list, or a key is new and <paramref name="isStruct"/> is set.</exception>
    public static ConfigNode Merge(ConfigNode target, ConfigNode source, bool isStruct = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        var root = new Lazy<ResolutionContext>(() => new ResolutionContext(target as MapNode ?? MapNode.Empty));
        return Merge(target, source, isStruct, root, "");
    }

    internal static ConfigNode Merge(ConfigNode target, ConfigNode source, bool isStruct, Lazy<ResolutionContext> root, string path)
    {
        if (source is ScalarNode { IsMissing: true } && !(target is ScalarNode { IsMissing: true }))
            return target;
        if (source is MapNode sourceMap)
        {
            return Expanded(target, root) switch
            {
                MapNode targetMap => MergeMaps(targetMap, sourceMap, isStruct, root, path),
                ListNode => throw Mismatch(path, source),
                _ => source,
            };
        }

        return source is ListNode && target is MapNode ? throw Mismatch(path, source) : source;
    }

    private static ConfigNode Expanded(ConfigNode target, Lazy<ResolutionContext> root)
    {
        if (target is not ScalarNode { Value: string text } || !InterpolationParser.HasInterpolation(text))
            return target;
        try
        {
            return root.Value.Follow(new Cursor(target, new Cursor(root.Value.Root, null, ""), "")).Node;
        }
        catch (ConfigException)
        {
            // What cannot be resolved yet is simply replaced, as the reference does.
            return target;
        }
    }

    private static MapNode MergeMaps(MapNode target, MapNode source, bool isStruct, Lazy<ResolutionContext> root, string path)
    {
        if (source.Count == 0)
            return target;
        OrderedDictionary<ConfigKey, ConfigNode> merged = [];
        foreach (var (key, node) in target)
            merged[key] = node;
        foreach (var (key, node) in source)
        {
            string keyPath = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            if (merged.TryGetValue(key, out ConfigNode? below))
                merged[key] = Merge(below, node, isStruct, root, keyPath);
            else if (isStruct)
                throw NotInStruct(key.Text, keyPath, target, node.Origin);
            else
                merged[key] = node;
        }

        return new MapNode(merged, target.Origin ?? source.Origin);
    }

    private static ConfigException Mismatch(string path, ConfigNode source) => new(
        $"Cannot merge DictConfig with ListConfig\n    full_key: {path}\n    object_type=dict" + (source.Origin is { } origin ? $"\n    at {origin}" : ""), source.Origin);

    internal static ConfigException NotInStruct(string key, string path, MapNode map, Origin? origin)
    {
        string hint = NearestName.Of(key, map.Keys.Select(known => known.Text)) is { } nearest ? $"\n    Did you mean '{nearest}'?" : "";
        return new ConfigException($"Key '{key}' is not in struct\n    full_key: {path}\n    object_type=dict{hint}", origin);
    }
}
