namespace Binnacle.Jobs;

/// <summary>Turns one command into many jobs.</summary>
public interface ISweeper
{
    /// <summary>Runs the sweep to its end.</summary>
    /// <param name="sweep">The sweep's configuration, overrides and folder, and the means to launch its jobs.</param>
    /// <param name="cancellationToken">Stops the sweep and its running jobs.</param>
    /// <exception cref="JobFailedException">Jobs failed, more than the sweeper allows.</exception>
    /// <exception cref="Configuration.ConfigException">The sweep's configuration or an override cannot be swept.</exception>
    Task SweepAsync(Sweep sweep, CancellationToken cancellationToken);

    /// <summary>
    /// The jobs that the sweep would begin with, for <c>--dry-run</c>: all of them, or as many as are known before a value has come
    /// back. Nothing is written or launched; the sweep's <see cref="Sweep.Directory"/> does not exist.
    /// </summary>
    /// <param name="sweep">The sweep; only its configuration, overrides and groups are of use.</param>
    /// <exception cref="Configuration.ConfigException">The sweep's configuration or an override cannot be swept, or the sweeper cannot tell.</exception>
    IEnumerable<SweepJob> Preview(Sweep sweep) =>
        throw new Configuration.ConfigException($"The sweeper {GetType().Name} cannot tell its jobs before they run.");
}
