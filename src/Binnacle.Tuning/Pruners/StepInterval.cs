namespace Binnacle.Tuning;

/// <summary>At which steps a pruner looks: after a warm-up, once in an interval.</summary>
internal readonly record struct StepInterval
{
    private readonly int _warmup;
    private readonly int _interval;

    public StepInterval(int warmupSteps, int intervalSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(intervalSteps, 1);
        (_warmup, _interval) = (warmupSteps, intervalSteps);
    }

    /// <summary>True when the trial's last step is beyond the warm-up and the first one reported in its interval.</summary>
    public bool IsDue(FrozenTrial trial, int step)
    {
        if (step < _warmup)
            return false;
        int begin = (step - _warmup) / _interval * _interval + _warmup;
        foreach (int other in trial.IntermediateValues.Keys)
        {
            if (other != step && other >= begin)
                return false;
        }

        return true;
    }
}
