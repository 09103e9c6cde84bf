using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>What the host offers to a launcher.</summary>
public sealed class LaunchContext
{
    /// <summary>Runs one job in this process.</summary>
    public required Func<JobDescription, CancellationToken, Task<JobReturn>> RunInProcess { get; init; }

    /// <summary>The command of a worker process; null where the program cannot start itself again (a test host, a notebook).</summary>
    public WorkerCommand? WorkerCommand { get; init; }

    /// <summary>Tells builds of the program apart: a worker whose program was rebuilt since the sweep began refuses.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Called just before a job starts.</summary>
    public required Action<JobDescription> Started { get; init; }

    /// <summary>Called when a job has ended, from any thread.</summary>
    public required Action<JobReturn> Finished { get; init; }

    /// <summary>The launcher's log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>What workers print to their standard output goes here.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>What workers print to their standard error goes here.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Time that a worker has to end by itself after it was told to stop.</summary>
    public TimeSpan GraceTime { get; init; } = TimeSpan.FromSeconds(10);
}
