namespace Binnacle.Tuning;

/// <summary>Stops a trial whose best value so far is worse than the median of the complete trials' values at the same step.</summary>
public sealed class MedianPruner : IPruner
{
    private readonly PercentilePruner _percentile;

    /// <inheritdoc cref="PercentilePruner(double, int, int, int, int)"/>
    public MedianPruner(int startupTrials = 5, int warmupSteps = 0, int intervalSteps = 1, int minimumTrials = 1) =>
        _percentile = new PercentilePruner(50, startupTrials, warmupSteps, intervalSteps, minimumTrials);

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial) => _percentile.ShouldPrune(study, trial);
}
