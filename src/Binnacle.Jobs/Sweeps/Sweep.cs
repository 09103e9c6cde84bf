using Binnacle.Configuration;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>A sweep that is about to run: what its sweeper needs to know and to do.</summary>
public sealed class Sweep
{
    /// <summary>The job's name, which is also its config's name.</summary>
    public required string JobName { get; init; }

    /// <summary>The sweeper's configuration: the node <c>hydra.sweeper</c>, resolved.</summary>
    public required MapNode Config { get; init; }

    /// <summary>The whole composed configuration, hydra included, interpolations as written.</summary>
    public required MapNode FullConfig { get; init; }

    /// <summary>The overrides of the configuration on the command line, sweeps among them, as they were given.</summary>
    public required IReadOnlyList<string> Overrides { get; init; }

    /// <summary>The sweep's folder, absolute, made for this sweep alone.</summary>
    public required string Directory { get; init; }

    /// <summary>The moment at which the sweep began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The sweep's log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Tables and other results for people go here.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>What the sweep intends and has done, on disk.</summary>
    public required SweepManifest Manifest { get; init; }

    /// <summary>The names of the config groups' options, for <c>glob(…)</c>.</summary>
    public required Func<string, IReadOnlyList<string>> GroupOptions { get; init; }

    /// <summary>Composes every given job without running it, so that a fault is found before any job begins.</summary>
    /// <exception cref="ConfigException">A job's overrides do not fit the configuration.</exception>
    public required Action<IReadOnlyList<SweepJob>> Validate { get; init; }

    /// <summary>Runs jobs through the configured launcher and waits for all; one return for each, in order.</summary>
    public required SweepLaunch LaunchAsync { get; init; }
}
