using System.Diagnostics.CodeAnalysis;

namespace Binnacle.Configuration;

/// <summary>A composed configuration: immutable, every node with its origin.</summary>
public sealed class ComposedConfig
{
    private readonly DefaultsTree _tree;

    internal ComposedConfig(
        CompositionRequest request,
        MapNode root,
        ResolutionContext resolution,
        IReadOnlyList<Override> overrides,
        DefaultsTree tree,
        IReadOnlyList<DefaultsResult> defaults,
        IReadOnlyDictionary<string, string?> choices,
        ConfigRepository repository,
        IReadOnlyList<string> warnings,
        RunMode mode)
    {
        Request = request;
        Repository = repository;
        _tree = tree;
        Choices = choices;
        Root = root;
        Resolution = resolution;
        Overrides = overrides;
        Defaults = defaults;
        Warnings = warnings;
        Mode = mode;
    }

    /// <summary>One job or a sweep: as it was asked for, or as the configuration decided.</summary>
    public RunMode Mode { get; }

    /// <summary>The whole tree, the hydra node included, unresolved.</summary>
    public MapNode Root { get; }

    /// <summary>The job's own tree: <see cref="Root"/> without the hydra node, unresolved.</summary>
    public MapNode Job => Root.Without("hydra");

    /// <summary>The hydra node, unresolved.</summary>
    public MapNode Hydra => (MapNode)Root["hydra"];

    /// <summary>Resolves interpolations over <see cref="Root"/>; its cache is that of the composition.</summary>
    public ResolutionContext Resolution { get; }

    /// <summary>The overrides, parsed, in order; sweeps have not been applied.</summary>
    public IReadOnlyList<Override> Overrides { get; }

    /// <summary>The final defaults list: which files were merged, in order, and where.</summary>
    public IReadOnlyList<DefaultsResult> Defaults { get; }

    /// <summary>The defaults lists as a tree, before it is flattened: the hydra node's root and the primary config.</summary>
    public IReadOnlyList<DefaultsNode> DefaultsTree => _tree.Describe();

    /// <summary>The option chosen for each config group, those of the hydra node included; null where none was.</summary>
    public IReadOnlyDictionary<string, string?> Choices { get; }

    /// <summary>Where the configs were found, entries of <c>hydra.searchpath</c> included.</summary>
    public IReadOnlyList<IConfigSource> Sources => Repository.Sources;

    /// <summary>Warnings, in order: deprecated forms, search path entries that do not exist.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The overrides of the hydra node, as given.</summary>
    public IReadOnlyList<string> HydraOverrides => [.. Overrides.Where(IsHydra).Select(item => item.Input)];

    /// <summary>The overrides of the job's own tree, as given.</summary>
    public IReadOnlyList<string> TaskOverrides => [.. Overrides.Where(item => !IsHydra(item)).Select(item => item.Input)];

    /// <summary>The job's own tree with every interpolation replaced by its value.</summary>
    /// <exception cref="ConfigException">An interpolation cannot be resolved.</exception>
    public MapNode ResolveJob() => Resolution.With(Job, Hydra).Resolve();

    /// <summary>The job's own tree as YAML.</summary>
    /// <param name="resolve">Replace interpolations by their values.</param>
    /// <param name="withHydra">The whole tree, the hydra node included.</param>
    /// <exception cref="ConfigException">An interpolation cannot be resolved.</exception>
    public string ToYaml(bool resolve = false, bool withHydra = false) => YamlWriter.Write((resolve, withHydra) switch
    {
        (false, false) => Job,
        (false, true) => Root,
        (true, false) => ResolveJob(),
        (true, true) => Resolution.Resolve(),
    });

    /// <summary>The job's own tree, resolved, as an object.</summary>
    /// <typeparam name="T">The type; see <see cref="ConfigBinder"/>.</typeparam>
    /// <exception cref="ConfigBindingException">The configuration does not fit the type; all faults are named.</exception>
    /// <exception cref="ConfigException">An interpolation cannot be resolved.</exception>
    public T Bind<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>() => ConfigBinder.Bind<T>(ResolveJob());

    /// <summary>The resolved node at a key of the whole tree; null when there is none.</summary>
    /// <exception cref="ConfigException">An interpolation cannot be resolved.</exception>
    public ConfigNode? Select(string key) => Resolution.Select(key);

    /// <summary>The names of the options of a config group over all sources, sorted; empty when there is no such group.</summary>
    public IReadOnlyList<string> Options(string group) => Repository.Options(group);

    /// <summary>The names of the config groups directly below a group over all sources, sorted; an empty text asks for those of the root.</summary>
    public IReadOnlyList<string> Groups(string group) => Repository.Groups(group);

    internal CompositionRequest Request { get; }

    internal ConfigRepository Repository { get; }

    internal static bool IsHydra(Override item) =>
        item.Key.StartsWith("hydra.", StringComparison.Ordinal) || item.Key.StartsWith("hydra/", StringComparison.Ordinal);
}
