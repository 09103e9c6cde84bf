namespace Binnacle.Jobs;

/// <summary><c>hydra/launcher: basic</c>: runs jobs in this process, one after the other.</summary>
public sealed class BasicLauncher : ILauncher
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobReturn>> LaunchAsync(
        IReadOnlyList<JobDescription> jobs, LaunchContext context, CancellationToken cancellationToken)
    {
        var returns = new List<JobReturn>(jobs.Count);
        foreach (JobDescription job in jobs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            context.Started(job);
            JobReturn result = await context.RunInProcess(job, cancellationToken);
            context.Finished(result);
            returns.Add(result);
        }

        return returns;
    }
}
