namespace Binnacle.Configuration;

/// <summary>The sources that <c>hydra.searchpath</c> adds.</summary>
internal sealed class SearchPathEntries(CompositionRequest request, IReadOnlyList<Override> overrides, ResolverRegistry resolvers)
{
    /// <summary>The sources with those of <c>hydra.searchpath</c> before the last.</summary>
    public IReadOnlyList<IConfigSource> Extend(ConfigSearchPath searchPath, bool isLegacy, List<string> warnings)
    {
        IReadOnlyList<IConfigSource> sources = searchPath.Sources;
        EnsureMain(sources);
        (ConfigNode? entries, string provider) = Find(new ConfigRepository(sources, isLegacy));
        if (entries is null or ScalarNode { Value: null })
            return sources;

        List<IConfigSource> extra = [];
        foreach (string entry in Texts(entries))
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

    /// <summary>The command line's value stands for that of the primary config, unless it is null.</summary>
    private (ConfigNode? Entries, string Provider) Find(ConfigRepository repository)
    {
        if (overrides.LastOrDefault(item => item is { Key: "hydra.searchpath", Value: ElementValue and not ScalarValue { Value: null } }) is { } given)
            return (((ElementValue)given.Value!).ToNode(given.Origin), "hydra.searchpath in command-line");
        MapNode? primary = request.ConfigName is null ? null : repository.Load(request.ConfigName)?.Map;
        ConfigNode? entries = primary is not null && primary.TryGetValue("hydra", out ConfigNode? hydra) && hydra is MapNode map
            && map.TryGetValue("searchpath", out ConfigNode? found) ? found : null;
        return (entries, "hydra.searchpath in main");
    }

    private IEnumerable<string> Texts(ConfigNode entries)
    {
        var tree = new MapNode([new("searchpath", entries)]);
        ConfigNode resolved = new ResolutionContext(tree, resolvers, cache: request.Cache, environment: request.Environment).Resolve()["searchpath"];
        return resolved is ListNode list && list.All(item => item is ScalarNode { Value: string })
            ? list.Select(item => (string)((ScalarNode)item).Value!)
            : throw new ConfigException($"hydra.searchpath must be a list of strings. Got: {PythonText.Of(entries)}", entries.Origin);
    }
}
