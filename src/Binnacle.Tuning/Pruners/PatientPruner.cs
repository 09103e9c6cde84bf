namespace Binnacle.Tuning;

/// <summary>Lets another pruner decide only when a trial has not improved for some steps.</summary>
public sealed class PatientPruner : IPruner
{
    private readonly IPruner? _wrapped;
    private readonly int _patience;
    private readonly double _minimumDelta;

    /// <param name="wrapped">Decides when patience has run out; null to stop at once.</param>
    /// <param name="patience">So many reports may pass without improvement.</param>
    /// <param name="minimumDelta">An improvement below this counts as none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below zero.</exception>
    public PatientPruner(IPruner? wrapped, int patience, double minimumDelta = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minimumDelta);
        (_wrapped, _patience, _minimumDelta) = (wrapped, patience, minimumDelta);
    }

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial)
    {
        int before = trial.IntermediateValues.Count - (_patience + 1);
        if (before <= 0)
            return false;
        bool maximize = study.Direction == StudyDirection.Maximize;
        double best = IntermediateValues.Best(trial.IntermediateValues.Values.Take(before), maximize);
        double recent = IntermediateValues.Best(trial.IntermediateValues.Values.Skip(before), maximize);
        bool stalled = maximize ? best - _minimumDelta > recent : best + _minimumDelta < recent;
        return stalled && (_wrapped is null || _wrapped.ShouldPrune(study, trial));
    }
}
