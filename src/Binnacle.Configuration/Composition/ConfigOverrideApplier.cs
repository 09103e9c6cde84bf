namespace Binnacle.Configuration;

/// <summary>Applies overrides of values to a composed tree, in the order of the command line.</summary>
internal sealed class ConfigOverrideApplier(Func<MapNode, ResolutionContext> resolve)
{
    private readonly EditScope _scope = new();

    /// <param name="root">The tree without overrides.</param>
    /// <param name="overrides">The overrides of values, in order.</param>
    /// <param name="optionalKeys">Keys that an override may add without <c>+</c>.</param>
    public static MapNode Apply(MapNode root, IEnumerable<Override> overrides, IReadOnlySet<string> optionalKeys, Func<MapNode, ResolutionContext> resolve)
    {
        var applier = new ConfigOverrideApplier(resolve);
        foreach (Override item in overrides)
            root = applier.Apply(root, item, optionalKeys);
        return root;
    }

    private MapNode Apply(MapNode root, Override item, IReadOnlySet<string> optionalKeys)
    {
        if (item.Package is not null)
        {
            throw new ConfigException(
                $"Override {item.Input} looks like a config group override, but config group '{item.Key}' does not exist.", item.Origin);
        }

        if (item.Key.Length == 0)
            throw new ConfigException($"Could not override '{item.Input}': expected a key before '=', found none.", item.Origin);

        try
        {
            return item.Kind switch
            {
                OverrideKind.Delete => Delete(root, item),
                OverrideKind.Add => Add(root, item),
                OverrideKind.Change when optionalKeys.Contains(item.Key) && Raw(root, item.Key) is null => Set(root, item, isStruct: false),
                OverrideKind.ForceAdd => Set(root, item, isStruct: false),
                _ => Change(root, item),
            };
        }
        catch (ConfigException error) when (!error.Message.StartsWith("Could not ", StringComparison.Ordinal))
        {
            throw new ConfigException($"Error merging override {item.Input}\n{error.Message}", item.Origin, error);
        }
    }

    private MapNode Set(MapNode root, Override item, bool isStruct)
    {
        IReadOnlyList<string> keys = KeyPath.Split(item.Key);
        ConfigNode value = ((ElementValue)item.Value!).ToNode(item.Origin);
        if (item.Value is ListExtension)
            value = Extended(root, item, (ListNode)value);
        return (MapNode)ConfigEdit.Set(root, keys, value, merge: true, isStruct, _scope);
    }

    private static ListNode Extended(MapNode root, Override item, ListNode items) => Raw(root, item.Key) switch
    {
        ListNode list => new ListNode([.. list, .. items], item.Origin),
        null when item.Kind != OverrideKind.Change => items,
        null => throw new ConfigException($"Could not override '{item.Key}'.\nTo append to your config use +{item.Input}{Suggest(root, item.Key)}", item.Origin),
        var other => throw new ConfigException($"extend_list: expected a list at '{item.Key}', found {TypeName.Of(other)}\n    full_key: {item.Key}", item.Origin),
    };

    private MapNode Change(MapNode root, Override item)
    {
        try
        {
            return Set(root, item, isStruct: true);
        }
        catch (ConfigException error) when (error is ConfigTypeException { Kind: "ConfigKeyError" } || error.Message.Contains("is not in struct", StringComparison.Ordinal))
        {
            throw new ConfigException($"Could not override '{item.Key}'.\nTo append to your config use +{item.Input}\n{error.Message}{NearestKey(root, item.Key)}", item.Origin, error);
        }
    }

    // A key without dots may be one of a section.
    private static string NearestKey(MapNode root, string key)
    {
        if (key.Contains('.', StringComparison.Ordinal) || NearestName.Of(key, root.Keys.Select(name => name.Text)) is not null)
            return "";
        IEnumerable<string> deeper = root.Where(entry => entry.Value is MapNode).SelectMany(entry => ((MapNode)entry.Value).Keys.Select(name => $"{entry.Key.Text}.{name.Text}"));
        return deeper.FirstOrDefault(path => path.EndsWith("." + key, StringComparison.Ordinal)) is { } path ? $"\n    Did you mean '{path}'?" : "";
    }

    private MapNode Add(MapNode root, Override item)
    {
        ConfigNode? there = Raw(root, item.Key);
        bool vacant = there is null or ScalarNode { Value: null } or ScalarNode { IsMissing: true };
        if (!vacant && item.Value is not (ListValue or MapValue or ListExtension))
        {
            throw new ConfigException(
                $"Could not append to config. An item is already at '{item.Key}'.\nEither remove + prefix: '{item.Input[1..]}'\nOr add a second + to add or override '{item.Key}': '+{item.Input}'", item.Origin);
        }

        return Set(root, item, isStruct: false);
    }

    private MapNode Delete(MapNode root, Override item)
    {
        ConfigNode? there = Read(root, item.Key);
        if (there is null or ScalarNode { Value: null } or ScalarNode { IsMissing: true })
            throw new ConfigException($"Could not delete from config. '{item.Key}' does not exist.{Suggest(root, item.Key)}", item.Origin);
        if (item.Value is ElementValue { } wanted && !(wanted is ScalarValue { Value: null }))
        {
            string expected = PythonText.Of(wanted.ToNode(null)), found = PythonText.Of(there);
            bool same = wanted.ToNode(null) is ScalarNode left && there is ScalarNode right ? Equals(left.Value, right.Value) : expected == found;
            if (!same)
                throw new ConfigException($"Could not delete from config. The value of '{item.Key}' is {found} and not {expected}.", item.Origin);
        }

        IReadOnlyList<string> keys = KeyPath.Split(item.Key);
        return ConfigEdit.Remove(root, keys);
    }

    /// <summary>What a program would read at the key; null when nothing stands there.</summary>
    private ConfigNode? Read(MapNode root, string key) => resolve(root).Select(key);

    private static string Suggest(MapNode root, string key) =>
        NearestName.Of(key, root.Keys.Select(name => name.Text)) is { } nearest ? $"\nDid you mean '{nearest}'?" : "";

    /// <summary>The node at a key, interpolations on the way followed, its own value unresolved.</summary>
    private static ConfigNode? Raw(MapNode root, string key)
    {
        try
        {
            return new ResolutionContext(root).Find(key)?.Node;
        }
        catch (ConfigException)
        {
            return null;
        }
    }
}
