namespace Binnacle.Configuration;

/// <summary>Applies overrides of values to a composed tree, in the order of the command line.</summary>
internal static class ConfigOverrideApplier
{
    public static MapNode Apply(MapNode root, IEnumerable<Override> overrides)
    {
        foreach (Override item in overrides)
            root = Apply(root, item);
        return root;
    }

    private static MapNode Apply(MapNode root, Override item)
    {
        if (item.Package is not null)
        {
            throw new ConfigException(
                $"Override {item.Input} looks like a config group override, but config group '{item.Key}' does not exist.", item.Origin);
        }

        try
        {
            return item.Kind switch
            {
                OverrideKind.Delete => Delete(root, item),
                OverrideKind.Add => Add(root, item),
                OverrideKind.ForceAdd => Set(root, item, isStruct: false),
                _ => Change(root, item),
            };
        }
        catch (ConfigException error) when (!error.Message.StartsWith("Could not ", StringComparison.Ordinal))
        {
            throw new ConfigException($"Error merging override {item.Input}\n{error.Message}", item.Origin, error);
        }
    }

    private static MapNode Set(MapNode root, Override item, bool isStruct) =>
        (MapNode)ConfigEdit.Set(root, KeyPath.Split(item.Key), Node(item), merge: true, isStruct);

    private static ConfigNode Node(Override item) => ((ElementValue)item.Value!).ToNode(item.Origin);

    private static MapNode Change(MapNode root, Override item)
    {
        try
        {
            return Set(root, item, isStruct: true);
        }
        catch (ConfigException error) when (error.Message.Contains("is not in struct", StringComparison.Ordinal))
        {
            throw new ConfigException($"Could not override '{item.Key}'.\nTo append to your config use +{item.Input}\n{error.Message}{NearestKey(root, item.Key)}", item.Origin, error);
        }
    }

    // A key with slashes may be a group written wrongly; a key with dots one level off.
    private static string NearestKey(MapNode root, string key)
    {
        if (key.Contains('.', StringComparison.Ordinal) || NearestName.Of(key, root.Keys.Select(name => name.Text)) is not null)
            return "";
        IEnumerable<string> deeper = root.Where(entry => entry.Value is MapNode).SelectMany(entry => ((MapNode)entry.Value).Keys.Select(name => $"{entry.Key.Text}.{name.Text}"));
        return deeper.FirstOrDefault(path => path.EndsWith("." + key, StringComparison.Ordinal)) is { } path ? $"\n    Did you mean '{path}'?" : "";
    }

    private static MapNode Add(MapNode root, Override item)
    {
        ConfigNode? there = Raw(root, item.Key);
        bool vacant = there is null or ScalarNode { Value: null } or ScalarNode { IsMissing: true };
        if (!vacant && item.Value is not (ListValue or MapValue))
        {
            throw new ConfigException(
                $"Could not append to config. An item is already at '{item.Key}'.\nEither remove + prefix: '{item.Input[1..]}'\nOr add a second + to add or override '{item.Key}': '+{item.Input}'", item.Origin);
        }

        return Set(root, item, isStruct: false);
    }

    private static MapNode Delete(MapNode root, Override item)
    {
        ConfigNode? there = Raw(root, item.Key);
        if (there is null or ScalarNode { Value: null } or ScalarNode { IsMissing: true })
            throw new ConfigException($"Could not delete from config. '{item.Key}' does not exist.{Suggest(root, item.Key)}", item.Origin);
        if (item.Value is ElementValue { } wanted && !(wanted is ScalarValue { Value: null }))
        {
            string expected = PythonText.Of(wanted.ToNode(null)), found = PythonText.Of(there);
            bool same = wanted.ToNode(null) is ScalarNode left && there is ScalarNode right ? Equals(left.Value, right.Value) : expected == found;
            if (!same)
                throw new ConfigException($"Could not delete from config. The value of '{item.Key}' is {found} and not {expected}.", item.Origin);
        }

        return ConfigEdit.Remove(root, KeyPath.Split(item.Key));
    }

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
