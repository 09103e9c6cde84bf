namespace Binnacle.Configuration;

/// <summary>Composes configurations as Hydra 1.3 does.</summary>
/// <remarks>Thread-safe; each composition reads its files anew.</remarks>
public sealed class ConfigComposer
{
    /// <summary>The version of Hydra whose behaviour this is (<c>hydra.runtime.version</c>).</summary>
    public const string HydraVersion = "1.3.5";

    private readonly ConfigSearchPath _searchPath;
    private readonly ResolverRegistry _resolvers;

    /// <param name="searchPath">Where configs are found.</param>
    /// <param name="resolvers">The resolvers of interpolations; the built-in ones when null.</param>
    public ConfigComposer(ConfigSearchPath searchPath, ResolverRegistry? resolvers = null)
    {
        _searchPath = searchPath ?? throw new ArgumentNullException(nameof(searchPath));
        _resolvers = resolvers ?? new ResolverRegistry();
    }

    /// <summary>Composes a configuration.</summary>
    /// <exception cref="ConfigException">Anything is wrong; the message says what, where, and what to do.</exception>
    public ComposedConfig Compose(CompositionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<string> warnings = [];
        IReadOnlyList<Override> overrides = OverrideParser.ParseAll(request.Overrides);
        ConfigRepository repository = Repository(request, overrides, warnings);
        SweepRules.Validate(overrides, request.Mode, request.FromShell);

        var choices = new DefaultsChoices(repository, overrides);
        string[] roots = request.ConfigName is null ? ["hydra/config"] : ["hydra/config", request.ConfigName];
        var tree = new DefaultsTree(repository, choices, skipMissing: request.Mode == RunMode.MultiRun, warnings);
        IReadOnlyList<DefaultsResult> defaults = tree.Build(roots, request.ConfigName);

        MapNode root = MergeAll(defaults, repository);
        root = ConfigOverrideApplier.Apply(root, choices.ConfigOverrides);
        root = HydraNode.Complete(root, request, overrides, choices, repository);
        var resolution = new ResolutionContext(root, _resolvers, cache: request.Cache, environment: request.Environment);
        return new ComposedConfig(root, resolution, overrides, defaults, warnings);
    }

    /// <summary>The names of the options of a config group, sorted; empty when there is no such group.</summary>
    public IReadOnlyList<string> Options(string group) => new ConfigRepository(_searchPath.Sources).Options(group);

    private ConfigRepository Repository(CompositionRequest request, IReadOnlyList<Override> overrides, List<string> warnings)
    {
        IReadOnlyList<IConfigSource> sources = _searchPath.Sources;
        EnsureMain(sources);
        var repository = new ConfigRepository(sources);
        (ConfigNode? entries, string provider) = SearchPathEntries(request, overrides, repository);
        if (entries is null or ScalarNode { Value: null })
            return repository;

        List<IConfigSource> extra = [];
        foreach (string entry in Texts(entries, request))
        {
            IConfigSource source = ConfigSearchPath.Parse(entry, provider);
            if (!source.IsAvailable)
                warnings.Add($"provider={provider}, path={source.Path} is not available.");
            extra.Add(source);
        }

        return new ConfigRepository([.. sources.Take(sources.Count - 1), .. extra, sources[^1]]);
    }

    private static void EnsureMain(IReadOnlyList<IConfigSource> sources)
    {
        if (sources.FirstOrDefault(source => source.Provider == "main" && !source.IsAvailable) is { } missing)
        {
            throw new ConfigException(missing is DirectorySource
                ? $"Primary config directory not found.\nCheck that the config directory '{missing.Path["file://".Length..]}' exists and readable"
                : $"Primary config module '{missing.Path}' not found.\nCheck that it's correct and contains an __init__.py file");
        }
    }

    private static (ConfigNode? Entries, string Provider) SearchPathEntries(CompositionRequest request, IReadOnlyList<Override> overrides, ConfigRepository repository)
    {
        if (overrides.LastOrDefault(item => item.Key == "hydra.searchpath" && item.Value is ElementValue) is { } given)
            return (((ElementValue)given.Value!).ToNode(given.Origin), "hydra.searchpath in command-line");
        MapNode? primary = request.ConfigName is null ? null : repository.Load(request.ConfigName)?.Node;
        ConfigNode? entries = primary is not null && primary.TryGetValue("hydra", out ConfigNode? hydra) && hydra is MapNode map
            && map.TryGetValue("searchpath", out ConfigNode? found) ? found : null;
        return (entries, "hydra.searchpath in main");
    }

    private IEnumerable<string> Texts(ConfigNode entries, CompositionRequest request)
    {
        ConfigNode resolved = new ResolutionContext(new MapNode([new("searchpath", entries)]), _resolvers, cache: request.Cache, environment: request.Environment).Resolve()["searchpath"];
        return resolved is ListNode list && list.All(item => item is ScalarNode { Value: string })
            ? list.Select(item => (string)((ScalarNode)item).Value!)
            : throw new ConfigException($"hydra.searchpath must be a list of strings. Got: {PythonText.Of(entries)}", entries.Origin);
    }

    private static MapNode MergeAll(IReadOnlyList<DefaultsResult> defaults, ConfigRepository repository)
    {
        ConfigNode root = MapNode.Empty;
        foreach (DefaultsResult entry in defaults)
        {
            MapNode content = repository.Load(entry.ConfigPath)!.Node.Without("defaults");
            if (!entry.IsPrimary && entry.ConfigPath != "hydra/config" && HasSearchPath(content))
                throw new ConfigException($"In '{entry.ConfigPath}': Overriding hydra.searchpath is only supported from the primary config", content.Origin);
            try
            {
                root = ConfigMerge.Merge(root, Packaged(content, entry.Package));
            }
            catch (ConfigException error)
            {
                throw new ConfigException($"In '{entry.ConfigPath}': ConfigTypeError raised while composing config:\n{error.Message}", error.Origin, error);
            }
        }

        return (MapNode)root;
    }

    private static bool HasSearchPath(MapNode content) =>
        content.TryGetValue("hydra", out ConfigNode? hydra) && hydra is MapNode map && map.ContainsKey("searchpath");

    private static MapNode Packaged(MapNode content, string package)
    {
        ConfigNode node = content;
        foreach (string key in package.Split('.', StringSplitOptions.RemoveEmptyEntries).Reverse())
            node = new MapNode([new(key, node)], content.Origin);
        return (MapNode)node;
    }
}
