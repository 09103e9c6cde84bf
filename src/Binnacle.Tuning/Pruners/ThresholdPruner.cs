namespace Binnacle.Tuning;

/// <summary>Stops a trial whose last value is NaN or outside given bounds.</summary>
public sealed class ThresholdPruner : IPruner
{
    private readonly double _lower;
    private readonly double _upper;
    private readonly StepInterval _interval;

    /// <param name="lower">Values below are stopped.</param>
    /// <param name="upper">Values above are stopped.</param>
    /// <param name="warmupSteps">Nothing is stopped below this step.</param>
    /// <param name="intervalSteps">Look once in so many steps.</param>
    /// <exception cref="ArgumentException">Neither bound is given, or they are in the wrong order.</exception>
    public ThresholdPruner(double? lower = null, double? upper = null, int warmupSteps = 0, int intervalSteps = 1)
    {
        if (lower is null && upper is null)
            throw new ArgumentException("Give a lower or an upper bound, or both.", nameof(lower));
        (_lower, _upper) = (lower ?? double.NegativeInfinity, upper ?? double.PositiveInfinity);
        if (!(_lower <= _upper))
            throw new ArgumentException($"lower ({_lower:R}) must not be above upper ({_upper:R}).", nameof(lower));
        _interval = new StepInterval(warmupSteps, intervalSteps);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial) =>
        trial.LastStep is { } step && _interval.IsDue(trial, step)
        && !(trial.IntermediateValues[step] >= _lower && trial.IntermediateValues[step] <= _upper);
}
