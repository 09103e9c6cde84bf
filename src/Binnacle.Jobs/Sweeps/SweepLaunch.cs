namespace Binnacle.Jobs;

/// <summary>Runs jobs of a sweep and waits for all; one return for each, in order.</summary>
/// <param name="jobs">The jobs, each with its number in the sweep.</param>
/// <param name="parallel">
/// How many run at a time, each in a process of its own, when the configured launcher is <c>basic</c> and the program can start
/// workers; other launchers decide by their own configuration.
/// </param>
/// <param name="cancellationToken">Stops the running jobs; the others are not begun.</param>
public delegate Task<IReadOnlyList<JobReturn>> SweepLaunch(
    IReadOnlyList<SweepJob> jobs, int parallel, CancellationToken cancellationToken);
