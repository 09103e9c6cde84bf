using Binnacle.Configuration;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>What a running job knows about itself, besides its configuration.</summary>
public sealed class JobContext
{
    /// <summary>The job's name, which is also its config's name (<c>train_model</c>).</summary>
    public required string JobName { get; init; }

    /// <summary>The job's own folder (<c>outputs/DATE/TIME</c>, or <c>multirun/DATE/TIME/N</c>), absolute and existing.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>The directory where the command was started, absolute; relative paths of the configuration start here.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The composed configuration without the <c>hydra</c> node, interpolations resolved.</summary>
    public required MapNode Config { get; init; }

    /// <summary>The same with its interpolations as they were written, e.g. to record it.</summary>
    public MapNode UnresolvedConfig { get; init; } = MapNode.Empty;

    /// <summary>Makes the job's loggers.</summary>
    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>Cancelled when the job shall stop: Ctrl+C, a termination signal, or the end of the parent process.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The overrides of this job, as they were given.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The sweep that the job belongs to; null for a single run.</summary>
    public SweepContext? Sweep { get; init; }
}
