namespace Binnacle.Configuration;

/// <summary>What to compose.</summary>
public sealed record CompositionRequest
{
    /// <summary>Name of the primary config, <c>group/name</c> without <c>.yaml</c>; null composes the hydra node alone.</summary>
    public string? ConfigName { get; init; }

    /// <summary>The overrides of the command line, in order.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>One job or a sweep. The default is one job.</summary>
    public RunMode Mode { get; init; } = RunMode.Run;

    /// <summary>
    /// Leave it to the configuration whether it is one job or a sweep: its <c>hydra.mode</c>, or one job where that is null. The
    /// decision is recorded as an override of <c>hydra.mode</c>, and <see cref="Mode"/> does not count. The default is false.
    /// </summary>
    public bool ModeFromConfig { get; init; }

    /// <summary>The job's name where the config gives none (<c>hydra.job.name</c>). The default is <c>app</c>.</summary>
    public string JobName { get; init; } = "app";

    /// <summary>
    /// The version of Hydra whose behaviour is asked for, <c>1.1</c> at least. The default is <c>1.3</c>; below <c>1.2</c> the old
    /// forms are understood: <c>_group_</c> and <c>_name_</c> in packages, <c>optional: true</c>, <c>hydra/x: y</c> without <c>override</c>, <c>.yml</c>.
    /// </summary>
    public string VersionBase { get; init; } = "1.3";

    /// <summary>
    /// Keys that the job knows although no file has them, with dots: an override without <c>+</c> may add them. None by default;
    /// <see cref="ConfigBinder.OptionalKeys{T}"/> tells those of a record.
    /// </summary>
    public IReadOnlySet<string> OptionalKeys { get; init; } = new HashSet<string>();

    /// <summary>The directory in which the program was started (<c>hydra.runtime.cwd</c>); the process's own when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Values of cached resolvers to share with another composition (a sweep's jobs share <c>now</c>); a new cache when null.</summary>
    public ResolutionCache? Cache { get; init; }

    /// <summary>Reads an environment variable; the process's own when null.</summary>
    public Func<string, string?>? Environment { get; init; }

    /// <summary>The overrides come from a shell, where quotes in advice must be escaped. The default is true.</summary>
    public bool FromShell { get; init; } = true;
}
