namespace Binnacle.Configuration;

/// <summary>Reads the <c>defaults</c> key of a config.</summary>
internal sealed class DefaultsListParser(string configPath, bool isLegacy, string group = "")
{
    /// <summary>The entries of a config's defaults list, in order; none when it has no list.</summary>
    /// <exception cref="ConfigException">The key holds something else than a list, or an item has a form that is not known.</exception>
    public List<DefaultsEntry> Parse(MapNode config)
    {
        if (!config.TryGetValue("defaults", out ConfigNode? node))
            return [];
        // A missing list is an empty one, and the list may stand elsewhere in the file.
        if (node is ScalarNode { IsMissing: true })
            return [];
        if (node is ScalarNode { IsInterpolation: true })
            node = new ResolutionContext(config).Select("defaults") ?? node;
        if (node is not ListNode list)
        {
            string kind = node is MapNode ? "mapping" : PythonType.Of(node);
            throw Fault($"Invalid defaults list in '{configPath}', defaults must be a list (got {kind})", node);
        }

        return [.. list.Select(ParseItem)];
    }

    private DefaultsEntry ParseItem(ConfigNode item)
    {
        if (item is ScalarNode { Value: string text })
        {
            if (item is ScalarNode { IsMissing: true })
                throw Fault($"Missing ConfigDefault is not supported : {(group.Length == 0 ? text : $"{group}/{text}")}", item);
            (string path, string? package) = SplitPackage(text);
            if (path == "_self_" && package is not null)
                throw Fault("_self_@PACKAGE is not supported", item);
            return new DefaultsEntry { ConfigPath = path, Package = package, Origin = item.Origin };
        }

        return item is MapNode map ? ParseGroup(map) : throw Fault($"Unsupported type in defaults : {(item is ListNode ? "ListConfig" : PythonType.Of(item))}", item);
    }

    private DefaultsEntry ParseGroup(MapNode map)
    {
        bool optional = false;
        List<KeyValuePair<ConfigKey, ConfigNode>> entries = [];
        foreach (var entry in map)
        {
            // `optional: true` beside the group is the old form of `optional group: option`.
            if (isLegacy && map.Count > 1 && entry.Key == "optional" && entry.Value is ScalarNode { Value: bool flag })
                optional = flag;
            else
                entries.Add(entry);
        }

        if (entries.Count != 1)
            throw Fault($"In {configPath}: {(entries.Count == 0 ? "Missing group name in" : "Too many keys in default item")} {PythonText.Of(map)}", map);
        var (key, value) = entries[0];
        string[] words = key.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            throw Fault($"In {configPath}: an item of the defaults list has no config group", map);
        (string group, string? package) = SplitPackage(words[^1]);
        (string? option, IReadOnlyList<string>? options) = Choice(value);
        return new DefaultsEntry
        {
            Group = group,
            Package = package,
            Option = option,
            Options = options,
            IsOptional = optional || words.AsSpan(..^1).Contains("optional"),
            IsOverride = words.AsSpan(..^1).Contains("override"),
            Origin = value.Origin ?? map.Origin,
        };
    }

    private static (string? Option, IReadOnlyList<string>? Options) Choice(ConfigNode value) => value switch
    {
        ScalarNode { Value: null } => (null, null),
        ScalarNode { Value: string option } => (option, null),
        ListNode list => (null, [.. list.Select(item => item is ScalarNode { Value: string option }
            ? option
            : throw Fault($"Unsupported item value in defaults : {PythonType.Of(item)}, nested list items must be strings", item))]),
        _ => throw Fault($"Unsupported item value in defaults : {PythonType.Of(value)}. Supported: string or list", value),
    };

    private static (string Name, string? Package) SplitPackage(string text)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
            return (text, null);
        string package = text[(at + 1)..];
        int colon = package.IndexOf(':', StringComparison.Ordinal);
        return (text[..at], colon < 0 ? package : package[..colon]);
    }

    private static ConfigException Fault(string message, ConfigNode at) =>
        new(message + (at.Origin is { } origin ? $"\n    at {origin}{SourceExcerpt.OfFile(origin)}" : ""), at.Origin);
}
