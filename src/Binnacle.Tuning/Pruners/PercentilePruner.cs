using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>Stops a trial whose best value so far is worse than a percentile of the complete trials' values at the same step.</summary>
public sealed class PercentilePruner : IPruner
{
    private readonly double _percentile;
    private readonly int _startupTrials;
    private readonly StepInterval _interval;
    private readonly int _minimumTrials;

    /// <param name="percentile">The best share of trials that goes on, from 0 to 100.</param>
    /// <param name="startupTrials">Nothing is stopped before so many trials are complete.</param>
    /// <param name="warmupSteps">Nothing is stopped below this step.</param>
    /// <param name="intervalSteps">Look once in so many steps.</param>
    /// <param name="minimumTrials">Nothing is stopped at a step that fewer complete trials have reported.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public PercentilePruner(double percentile, int startupTrials = 5, int warmupSteps = 0, int intervalSteps = 1, int minimumTrials = 1)
    {
        if (!(percentile is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile lies from 0 to 100.");
        ArgumentOutOfRangeException.ThrowIfNegative(startupTrials);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumTrials, 1);
        (_percentile, _startupTrials, _minimumTrials) = (percentile, startupTrials, minimumTrials);
        _interval = new StepInterval(warmupSteps, intervalSteps);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial)
    {
        FrozenTrial[] complete = [.. study.Trials.Where(other => other.State == TrialState.Complete)];
        if (complete.Length == 0 || complete.Length < _startupTrials || trial.LastStep is not { } step || !_interval.IsDue(trial, step))
            return false;

        bool maximize = study.Direction == StudyDirection.Maximize;
        double best = IntermediateValues.Best(trial.IntermediateValues.Values, maximize);
        if (double.IsNaN(best))
            return true;
        List<double> others = [];
        foreach (FrozenTrial other in complete)
        {
            if (other.IntermediateValues.TryGetValue(step, out double value))
                others.Add(value);
        }

        double limit = others.Count < _minimumTrials ? double.NaN : Percentile.Of(others, maximize ? 100 - _percentile : _percentile);
        return maximize ? best < limit : best > limit;
    }
}
