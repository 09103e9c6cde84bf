namespace Binnacle.Tuning;

/// <summary>A share of the median room for improvement of the first trials, for objectives whose error is not known.</summary>
/// <remarks>Before enough trials are complete the error is below any room for improvement, so that nothing ends.</remarks>
public sealed class MedianErrorEvaluator : IErrorEvaluator
{
    // The smallest normal double; Double.Epsilon is a subnormal one.
    private const double Tiny = 2.2250738585072014E-308;

    private readonly IImprovementEvaluator _improvement;
    private readonly int _warmupTrials;
    private readonly int _initialTrials;
    private readonly double _ratio;
    private double? _threshold;

    /// <param name="improvement">The evaluator that the error is compared with.</param>
    /// <param name="warmupTrials">So many complete trials are left out first; they are mostly random.</param>
    /// <param name="initialTrials">The median is taken over so many trials after them.</param>
    /// <param name="ratio">The share of the median that counts as error.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public MedianErrorEvaluator(IImprovementEvaluator improvement, int warmupTrials = 10, int initialTrials = 20, double ratio = 0.01)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmupTrials);
        ArgumentOutOfRangeException.ThrowIfLessThan(initialTrials, 1);
        if (!(ratio > 0 && double.IsFinite(ratio)))
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The ratio must be finite and above zero.");
        (_improvement, _warmupTrials, _initialTrials, _ratio) = (improvement, warmupTrials, initialTrials, ratio);
    }

    /// <inheritdoc/>
    public double Evaluate(IReadOnlyList<FrozenTrial> trials, StudyDirection direction)
    {
        if (_threshold is { } known)
            return known;
        FrozenTrial[] complete = [.. trials.Where(trial => trial.State == TrialState.Complete).OrderBy(trial => trial.Number)];
        if (complete.Length < _warmupTrials + _initialTrials)
            return -Tiny;
        double[] improvements = [.. Enumerable.Range(1, _initialTrials)
            .Select(count => _improvement.Evaluate(complete[_warmupTrials..(_warmupTrials + count)], direction))
            .Order()];
        _threshold = Math.Min(double.MaxValue, improvements[improvements.Length / 2] * _ratio);
        return _threshold.Value;
    }
}
