namespace Binnacle.Configuration;

/// <summary>Composes configurations as Hydra 1.3 does.</summary>
/// <remarks>Thread-safe; each composition sees its files as they are at that time.</remarks>
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
        bool isLegacy = VersionBase.IsLegacy(request.VersionBase);
        IReadOnlyList<Override> overrides = OverrideParser.ParseAll(request.Overrides);
        IReadOnlyList<IConfigSource> sources = new SearchPathEntries(request, overrides, _resolvers).Extend(_searchPath.Sources, isLegacy, warnings);
        var repository = new ConfigRepository(sources, isLegacy);
        SweepRules.Validate(overrides, request.Mode, request.FromShell);

        var choices = new DefaultsChoices(repository, overrides);
        string[] roots = request.ConfigName is null ? ["hydra/config"] : ["hydra/config", request.ConfigName];
        var tree = new DefaultsTree(repository, choices, skipMissing: request.Mode == RunMode.MultiRun, isLegacy, warnings, _resolvers, request.Environment);
        IReadOnlyList<DefaultsResult> defaults = tree.Build(roots, request.ConfigName);

        MapNode root = ConfigAssembly.Merge(defaults, repository);
        root = ConfigOverrideApplier.Apply(root, choices.ConfigOverrides, request.OptionalKeys);
        root = HydraNode.Complete(root, request, overrides, choices, repository);
        var resolution = new ResolutionContext(root, _resolvers, cache: request.Cache, environment: request.Environment);
        return new ComposedConfig(root, resolution, overrides, tree, defaults, choices.Known, repository, warnings);
    }

    /// <summary>The names of the options of a config group, sorted; empty when there is no such group.</summary>
    public IReadOnlyList<string> Options(string group) => new ConfigRepository(_searchPath.Sources).Options(group);
}
