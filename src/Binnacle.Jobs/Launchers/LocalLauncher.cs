using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary><c>hydra/launcher: local</c>: runs each job in a worker process of the same program, several at a time.</summary>
/// <remarks>
/// A worker is told its share of the cores (all cores over the number of slots, so that a lone last job computes as the others
/// did) by <c>BINNACLE_JOB_CORES</c>, <c>OMP_NUM_THREADS</c> and their like, unless the
/// job's environment names them. A worker that dies is a failed job; the others go on.
/// </remarks>
public sealed class LocalLauncher : ILauncher
{
    /// <param name="slots">How many workers run at a time, at least 1; null for as many as the sweeper asks for, or else one each core.</param>
    public LocalLauncher(int? slots = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots ?? 1, 1, nameof(slots));
        Slots = slots;
    }

    /// <summary>How many workers run at a time; null when that is left to the sweeper.</summary>
    public int? Slots { get; }

    /// <summary>A launcher from the node <c>hydra.launcher</c>: <c>n_jobs</c> workers at a time; -1 for one each core, null for what the sweeper asks for.</summary>
    /// <exception cref="ConfigException"><c>n_jobs</c> is no number, or none of the allowed.</exception>
    public static LocalLauncher FromConfig(MapNode config) =>
        (config.TryGetValue("n_jobs", out ConfigNode? node) ? (node as ScalarNode)?.Value : null) switch
        {
            null => new LocalLauncher(),
            -1L => new LocalLauncher(Environment.ProcessorCount),
            long slots and > 0 and < int.MaxValue => new LocalLauncher((int)slots),
            var other => throw new ConfigException($"hydra.launcher.n_jobs: expected a number of workers from 1, or -1, found '{other}'.", node?.Origin),
        };

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The program cannot start workers: it is embedded in another one.</exception>
    public async Task<IReadOnlyList<JobReturn>> LaunchAsync(
        IReadOnlyList<JobDescription> jobs, LaunchContext context, CancellationToken cancellationToken)
    {
        WorkerCommand command = context.WorkerCommand ?? throw new InvalidOperationException(
            "The launcher 'local' starts worker processes of this program, but the program is embedded in another one. "
            + "Name a worker command (UseWorkerCommand), or use hydra/launcher=basic.");
        int count = Slots ?? Math.Clamp(jobs.Count, 1, Environment.ProcessorCount);
        int cores = Math.Max(1, Environment.ProcessorCount / count);
        using var slots = new SemaphoreSlim(count);
        return await Task.WhenAll(jobs.Select(async job =>
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                context.Started(job);
                JobReturn result = await new WorkerProcess(command, context, cores).RunAsync(job, cancellationToken);
                context.Finished(result);
                return result;
            }
            finally
            {
                slots.Release();
            }
        }));
    }
}
