namespace Binnacle.Configuration;

/// <summary>What the lint looks at.</summary>
/// <param name="SearchPath">Where configs are found. The files of its directories are read, all of them.</param>
public sealed record LintRequest(ConfigSearchPath SearchPath)
{
    /// <summary>The primary configs; where none is named, every config at the root of the main directory that no other takes in.</summary>
    public IReadOnlyList<string> ConfigNames { get; init; } = [];

    /// <summary>Overrides that every composition gets.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The resolvers of interpolations; the built-in ones when null.</summary>
    public ResolverRegistry? Resolvers { get; init; }

    /// <inheritdoc cref="CompositionRequest.OptionalKeys"/>
    public IReadOnlySet<string> OptionalKeys { get; init; } = new HashSet<string>();

    /// <inheritdoc cref="CompositionRequest.VersionBase"/>
    public string VersionBase { get; init; } = "1.3";

    /// <inheritdoc cref="CompositionRequest.Environment"/>
    public Func<string, string?>? Environment { get; init; }

    /// <summary>The faults of a job's resolved tree against the type to which it is bound, as <see cref="ConfigBinder.Faults{T}"/> tells them; null when there is no type.</summary>
    public Func<MapNode, IReadOnlyList<ConfigFault>>? TypeFaults { get; init; }

    /// <summary>Files of the config folders that are no configs, such as the log's layout; relative to the folder.</summary>
    public IReadOnlyList<string> OtherFiles { get; init; } = [];

    /// <summary>
    /// The search path and the resolvers are those of the program itself, so that what is in neither does not exist. The default is
    /// true. Without the program, a config that only a program can have (its own schemas, options of its plugins) is taken to be
    /// empty, with a warning, and a resolver that is not built in is taken to be the program's.
    /// </summary>
    public bool KnowsProgram { get; init; } = true;
}
