namespace Binnacle.Tuning;

/// <summary>Patience: how many more complete trials may pass without a new best value. Below 0 when it has run out.</summary>
public sealed class BestValueStagnationEvaluator : IImprovementEvaluator
{
    private readonly int _patience;

    /// <param name="patience">So many complete trials may pass without a new best value.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below zero.</exception>
    public BestValueStagnationEvaluator(int patience = 30)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        _patience = patience;
    }

    /// <inheritdoc/>
    public double Evaluate(IReadOnlyList<FrozenTrial> trials, StudyDirection direction)
    {
        double best = double.NaN;
        int since = 0;
        foreach (FrozenTrial trial in trials.Where(trial => trial.State == TrialState.Complete))
        {
            double value = trial.Value!.Value;
            bool isBetter = double.IsNaN(best) || (direction == StudyDirection.Maximize ? value > best : value < best);
            (best, since) = isBetter ? (value, 0) : (best, since + 1);
        }

        return _patience - since;
    }
}
