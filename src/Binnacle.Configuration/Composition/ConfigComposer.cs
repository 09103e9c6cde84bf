using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>Composes configurations as Hydra 1.3 does.</summary>
/// <remarks>
/// <para>In a test or a notebook:</para>
/// <code>
/// var composer = ConfigComposer.ForDirectory("conf");
/// ComposedConfig config = composer.Compose("train_model", "lr=0.5", "db=postgres");
/// string yaml = config.ToYaml();
/// TrainModelConfig typed = composer.Compose&lt;TrainModelConfig&gt;("train_model", "lr=0.5");
/// </code>
/// <para>Thread-safe; each composition sees its files as they are at that time. Nothing global is set up, and nothing must be torn down.</para>
/// </remarks>
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

    /// <summary>A composer over a directory.</summary>
    /// <param name="directory">The config folder; a relative one counts from the current directory.</param>
    /// <param name="registry">Configs in memory, found after those of the directory; none when null.</param>
    /// <param name="resolvers">The resolvers of interpolations; the built-in ones when null.</param>
    /// <remarks>A directory that does not exist is an error of the first composition.</remarks>
    public static ConfigComposer ForDirectory(string directory, ConfigRegistry? registry = null, ResolverRegistry? resolvers = null) =>
        new(new ConfigSearchPath(registry).AddDirectory(directory), resolvers);

    /// <summary>A composer over the configs embedded in an assembly.</summary>
    /// <param name="assembly">The assembly; its project embeds them with the item <c>EmbeddedConfig</c>.</param>
    /// <param name="folder">The folder of its resources.</param>
    /// <param name="registry">Configs in memory, found after those of the assembly; none when null.</param>
    /// <param name="resolvers">The resolvers of interpolations; the built-in ones when null.</param>
    public static ConfigComposer ForAssembly(Assembly assembly, string folder = "conf", ConfigRegistry? registry = null, ResolverRegistry? resolvers = null) =>
        new(new ConfigSearchPath(registry).AddAssembly(assembly, folder), resolvers);

    /// <summary>A composer over the config folder of a job program, wherever a test of the program runs.</summary>
    /// <param name="program">The program's assembly; see <see cref="ProgramFolder"/>.</param>
    /// <param name="registry">Configs in memory, found after those of the folder; none when null.</param>
    /// <param name="resolvers">The resolvers of interpolations; the built-in ones when null.</param>
    /// <exception cref="ConfigException">The program has no config folder.</exception>
    public static ConfigComposer ForProgram(Assembly program, ConfigRegistry? registry = null, ResolverRegistry? resolvers = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        return ForDirectory(ProgramFolder.Of(program) ?? throw ProgramFolder.Absent(program), registry, resolvers);
    }

    /// <summary>Composes a configuration; other wishes than overrides stand in a <see cref="CompositionRequest"/>.</summary>
    /// <param name="configName">Name of the primary config; null composes the hydra node and what the overrides add.</param>
    /// <param name="overrides">The overrides, in order, as on the command line but without a shell's quotes.</param>
    /// <exception cref="ConfigException">Anything is wrong; the message says what, where, and what to do.</exception>
    public ComposedConfig Compose(string? configName, params IEnumerable<string> overrides) =>
        Compose(new CompositionRequest { ConfigName = configName, Overrides = [.. overrides], FromShell = false });

    /// <summary>Composes a configuration and binds the job's own tree to a record.</summary>
    /// <typeparam name="T">The type; its optional keys can be given without <c>+</c>, as for a job.</typeparam>
    /// <param name="configName">Name of the primary config.</param>
    /// <param name="overrides">The overrides, in order, as on the command line but without a shell's quotes.</param>
    /// <exception cref="ConfigBindingException">The configuration does not fit the type; all faults are named.</exception>
    /// <exception cref="ConfigException">Anything else is wrong; the message says what, where, and what to do.</exception>
    public T Compose<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(string? configName, params IEnumerable<string> overrides) =>
        Compose(new CompositionRequest
        {
            ConfigName = configName,
            Overrides = [.. overrides],
            FromShell = false,
            OptionalKeys = ConfigBinder.OptionalKeys<T>(),
        }).Bind<T>();

    /// <summary>Composes a configuration.</summary>
    /// <exception cref="ConfigException">Anything is wrong; the message says what, where, and what to do.</exception>
    public ComposedConfig Compose(CompositionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<string> warnings = [];
        bool isLegacy = VersionBase.IsLegacy(request.VersionBase);
        IReadOnlyList<Override> overrides = OverrideParser.ParseAll(request.Overrides);
        IReadOnlyList<IConfigSource> sources = new SearchPathEntries(request, overrides, _resolvers).Extend(_searchPath, isLegacy, warnings);
        var repository = new ConfigRepository(sources, isLegacy);
        RunMode mode = request.ModeFromConfig ? RunMode.MultiRun : request.Mode;
        SweepRules.Validate(overrides, mode, request.FromShell);

        var choices = new DefaultsChoices(repository, overrides);
        string[] roots = request.ConfigName is null ? ["hydra/config"] : ["hydra/config", request.ConfigName];
        var tree = new DefaultsTree(repository, choices, skipMissing: mode == RunMode.MultiRun, isLegacy, warnings, _resolvers, request.Environment);
        IReadOnlyList<DefaultsResult> defaults = tree.Build(roots, request.ConfigName);

        MapNode root = ConfigAssembly.Merge(defaults, repository);
        ResolutionContext Resolving(MapNode tree) => new(tree, _resolvers, cache: request.Cache, environment: request.Environment);
        root = ConfigOverrideApplier.Apply(root, choices.ConfigOverrides, request.OptionalKeys, Resolving);
        if (request.ModeFromConfig)
        {
            Override decision = OverrideParser.Parse(IsMultirun(root) ? "hydra.mode=MULTIRUN" : "hydra.mode=RUN");
            overrides = [.. overrides, decision];
            if (!IsMultirun(root))
            {
                mode = RunMode.Run;
                SweepRules.Validate(overrides, mode, request.FromShell);
                tree.EnsureChosen();
            }

            root = ConfigOverrideApplier.Apply(root, [decision], request.OptionalKeys, Resolving);
        }

        root = HydraNode.Complete(root, request, overrides, choices, repository);
        return new ComposedConfig(request, root, Resolving(root), overrides, tree, defaults, choices.Known, repository, warnings, mode);
    }

    private static bool IsMultirun(MapNode root) => root.TryGetValue("hydra", out ConfigNode? hydra) && hydra is MapNode map
        && map.TryGetValue("mode", out ConfigNode? mode) && mode is ScalarNode { Value: "MULTIRUN" };

    /// <summary>The names of the options of a config group, sorted; empty when there is no such group.</summary>
    public IReadOnlyList<string> Options(string group) => new ConfigRepository(_searchPath.Sources).Options(group);
}
