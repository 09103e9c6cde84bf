namespace Binnacle.Jobs;

/// <summary>Runs jobs: in this process, in worker processes, on a cluster.</summary>
public interface ILauncher
{
    /// <summary>Runs every job and waits for all of them.</summary>
    /// <param name="jobs">The jobs, complete and independent of each other.</param>
    /// <param name="context">What the host offers to launchers.</param>
    /// <param name="cancellationToken">Stops the running jobs; the ones that have not begun are not begun.</param>
    /// <returns>One return for each job, in the order of <paramref name="jobs"/>. A failed job is a return, not an exception.</returns>
    Task<IReadOnlyList<JobReturn>> LaunchAsync(
        IReadOnlyList<JobDescription> jobs, LaunchContext context, CancellationToken cancellationToken);
}
