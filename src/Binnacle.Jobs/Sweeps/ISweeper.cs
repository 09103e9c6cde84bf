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
}
