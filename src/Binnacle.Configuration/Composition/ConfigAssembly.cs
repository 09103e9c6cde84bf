namespace Binnacle.Configuration;

/// <summary>Merges the configs of a final defaults list into one tree.</summary>
internal static class ConfigAssembly
{
    private const string HydraRoot = "hydra/config";

    /// <exception cref="ConfigException">Two configs do not fit together; the message names the one that could not be laid on top.</exception>
    public static MapNode Merge(IReadOnlyList<DefaultsResult> defaults, ConfigRepository repository)
    {
        MapNode root = MapNode.Empty;
        var scope = new EditScope();
        foreach (DefaultsResult entry in defaults)
            root = Lay(root, entry, repository, scope);
        return root;
    }

    /// <summary>The tree with one more config on top.</summary>
    /// <inheritdoc cref="Merge"/>
    public static MapNode Lay(MapNode root, DefaultsResult entry, ConfigRepository repository, EditScope scope)
    {
        ConfigNode content = Packaged(ContentOf(repository.Load(entry.ConfigPath)!), entry.Package);
        if (!entry.IsPrimary && entry.ConfigPath != HydraRoot && HasSearchPath(content))
            throw new ConfigException($"In '{entry.ConfigPath}': Overriding hydra.searchpath is only supported from the primary config", content.Origin);
        try
        {
            return (MapNode)ConfigMerge.Merge(root, content, isStruct: false, scope);
        }
        catch (ConfigException error)
        {
            string kind = (error as ConfigTypeException)?.Kind ?? "ConfigTypeError";
            string place = error.Origin is { } origin && !error.Message.Contains(origin.ToString(), StringComparison.Ordinal) ? $"\n    at {origin}{SourceExcerpt.OfFile(origin)}" : "";
            throw new ConfigException($"In '{entry.ConfigPath}': {kind} raised while composing config:\n{error.Message}{place}", error.Origin, error);
        }
    }

    private static ConfigNode ContentOf(LoadedConfig config) =>
        config.Content is MapNode map && map.ContainsKey("defaults") ? map.Without("defaults") : config.Content;

    private static bool HasSearchPath(ConfigNode content) =>
        content is MapNode root && root.TryGetValue("hydra", out ConfigNode? hydra) && hydra is MapNode map
        && map.TryGetValue("searchpath", out ConfigNode? entries) && entries is not ScalarNode { Value: null };

    private static ConfigNode Packaged(ConfigNode content, string package)
    {
        if (package.Length > 0)
        {
            string[] keys = package.Split('.');
            if (keys.Length > YamlReader.MaxDepth)
                throw new ConfigException($"{content.Origin}: the package of this config has more than {YamlReader.MaxDepth} parts.", content.Origin);
            foreach (string key in keys.Reverse())
                content = MapNode.Of(new ConfigKey(key, content.Origin), content);
        }

        return content;
    }
}
