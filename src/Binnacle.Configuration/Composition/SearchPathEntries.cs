namespace Binnacle.Configuration;

/// <summary>The sources that <c>hydra.searchpath</c> adds.</summary>
internal sealed class SearchPathEntries(CompositionRequest request, IReadOnlyList<Override> overrides, ResolverRegistry resolvers)
{
    private const string Key = "hydra.searchpath";

    /// <summary>The sources with those of <c>hydra.searchpath</c> before the last.</summary>
    public IReadOnlyList<IConfigSource> Extend(ConfigSearchPath searchPath, bool isLegacy, List<string> warnings)
    {
        IReadOnlyList<IConfigSource> sources = searchPath.Sources;
        EnsureMain(sources);
        (MapNode? tree, string provider) = Find(new ConfigRepository(sources, isLegacy), isLegacy);

        List<IConfigSource> extra = [];
        foreach (string entry in tree is null ? [] : Texts(tree))
        {
            IConfigSource source = searchPath.Parse(entry, provider);
            if (!source.IsAvailable)
                warnings.Add(Unavailable(source));
            extra.Add(source);
        }

        return [.. sources.Take(sources.Count - 1), .. extra, sources[^1]];
    }

    private static void EnsureMain(IReadOnlyList<IConfigSource> sources)
    {
        if (sources.FirstOrDefault(source => source.Provider == "main" && !source.IsAvailable) is { } missing)
        {
            throw new ConfigException(missing is DirectorySource
                ? $"Primary config directory not found.\nCheck that the config directory '{missing.Path["file://".Length..]}' exists and readable"
                : $"Primary config module '{missing.Path}' not found.\n{(missing as MissingSource)?.Reason ?? "Check that the assembly has resources of this folder"}");
        }
    }

    private static string Unavailable(IConfigSource source)
    {
        string path = source.Path[(source.Path.IndexOf("://", StringComparison.Ordinal) + 3)..];
        string reason = source is MissingSource missing ? "\n" + missing.Reason : "";
        return $"provider={source.Provider}, path={path} is not available.{reason}";
    }

    /// <summary>The entries, in a tree over which they are resolved: the primary config, or the override alone.</summary>
    private (MapNode? Tree, string Provider) Find(ConfigRepository repository, bool isLegacy)
    {
        MapNode? primary = Primary(repository, isLegacy);
        Override? given = overrides.FirstOrDefault(item => item is { Kind: OverrideKind.Change, Key: Key, Package: null });
        return (given?.Value as ElementValue)?.ToNode(given!.Origin) switch
        {
            null or ScalarNode { Value: null } => (primary, "hydra.searchpath in main"),
            ListNode entries => (new MapNode([new("hydra", new MapNode([new("searchpath", entries)]))]), "hydra.searchpath in command-line"),
            var other => throw NotTexts(other),
        };
    }

    private MapNode? Primary(ConfigRepository repository, bool isLegacy)
    {
        if (request.ConfigName is not { } name || repository.Load(name) is not { } config)
            return null;
        if (config.Content is not MapNode map)
            throw new ConfigException($"primary config '{name}' must be a DictConfig, got ListConfig\n    at {config.Content.Origin}: expected keys with values, found a list.", config.Content.Origin);
        // A faulty list is told before faulty overrides are.
        new DefaultsListParser(name, isLegacy).Parse(map);
        return map;
    }

    private IReadOnlyList<string> Texts(MapNode tree)
    {
        ConfigNode? written = tree.TryGetValue("hydra", out ConfigNode? hydra) && hydra is MapNode map && map.TryGetValue("searchpath", out ConfigNode? found) ? found : null;
        if (written is null or ScalarNode { Value: null } or ScalarNode { IsMissing: true })
            return [];
        ConfigNode? entries = new ResolutionContext(tree, resolvers, cache: request.Cache, environment: request.Environment).Select(Key);
        return entries is ListNode list && list.All(item => item is ScalarNode { Value: string })
            ? [.. list.Select(item => (string)((ScalarNode)item).Value!)]
            : throw NotTexts(written);
    }

    private static ConfigException NotTexts(ConfigNode found) => new($"hydra.searchpath must be a list of strings. Got: {PythonText.Of(found)}", found.Origin);
}
