namespace Binnacle.Tuning;

/// <summary>The standard error of the best trial's cross-validation scores, reported with <see cref="Trial.ReportCrossValidationScores"/>.</summary>
public sealed class CrossValidationErrorEvaluator : IErrorEvaluator
{
    /// <inheritdoc/>
    /// <exception cref="TuningException">No trial is complete, or the best one has no scores.</exception>
    public double Evaluate(IReadOnlyList<FrozenTrial> trials, StudyDirection direction)
    {
        var complete = trials.Where(trial => trial.State == TrialState.Complete);
        FrozenTrial best = (direction == StudyDirection.Maximize ? complete.MaxBy(trial => trial.Value) : complete.MinBy(trial => trial.Value))
            ?? throw new TuningException("No trial is complete yet.");
        if (PlainData.Numbers(best.SystemAttributes.GetValueOrDefault(Trial.CrossValidationScoresKey)) is not { Length: > 1 } scores)
            throw new TuningException($"Trial {best.Number}, the best one, has no cross-validation scores; the objective reports them with Trial.ReportCrossValidationScores.");
        double mean = scores.Average(), folds = scores.Length;
        double variance = scores.Average(score => (score - mean) * (score - mean));
        return Math.Sqrt((1 / folds + 1 / (folds - 1)) * variance);
    }
}
