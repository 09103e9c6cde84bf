namespace Binnacle.Tuning;

/// <summary>Stops a trial of a study with several objectives when too many complete trials are on better fronts at the same step.</summary>
/// <remarks>
/// The trial's last report and what the complete trials reported at that step are ranked by non-domination. The trial stops when
/// the share of trials with a better rank is above the percentile. With one objective this is the percentile rule over last values.
/// </remarks>
public sealed class DominancePruner : IPruner
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
    public DominancePruner(double percentile = 50, int startupTrials = 5, int warmupSteps = 0, int intervalSteps = 1, int minimumTrials = 1)
    {
        if (!(percentile is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile lies from 0 to 100.");
        ArgumentOutOfRangeException.ThrowIfNegative(startupTrials);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumTrials, 1);
        (_percentile, _startupTrials, _minimumTrials) = (percentile, startupTrials, minimumTrials);
        _interval = new StepInterval(warmupSteps, intervalSteps);
    }

    /// <inheritdoc/>
    public bool SupportsSeveralObjectives => true;

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial)
    {
        FrozenTrial[] complete = [.. study.Trials.Where(other => other.State == TrialState.Complete)];
        if (complete.Length < _startupTrials || trial.LastStep is not { } step || !_interval.IsDue(trial, step) || Reported(study, trial, step) is not { } own)
            return false;
        if (own.Any(double.IsNaN))
            return true;
        double[][] others = [.. complete.Select(other => Reported(study, other, step)).OfType<double[]>().Where(losses => !losses.Any(double.IsNaN))];
        if (others.Length < _minimumTrials)
            return false;
        int[] ranks = NonDomination.Ranks([.. others, own]);
        return ranks[..^1].Count(rank => rank < ranks[^1]) > others.Length * _percentile / 100;
    }

    private static double[]? Reported(Study study, FrozenTrial trial, int step)
    {
        if (study.Directions.Length == 1)
            return trial.IntermediateValues.TryGetValue(step, out double value) ? study.Losses([value]) : null;
        return trial.IntermediateVectors.TryGetValue(step, out IReadOnlyList<double>? vector) ? study.Losses(vector) : null;
    }
}
