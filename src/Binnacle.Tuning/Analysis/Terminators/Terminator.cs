namespace Binnacle.Tuning;

/// <summary>Ends a study when the room for improvement falls below the error of its values.</summary>
/// <remarks>After Makarova et al., "Automatic Termination for Hyperparameter Optimization" (2022). For one objective.</remarks>
public sealed class Terminator : ITerminator
{
    private readonly IImprovementEvaluator _improvement;
    private readonly IErrorEvaluator _error;
    private readonly int _minimumTrials;

    /// <param name="improvement">Estimates the room for improvement. Default: <see cref="RegretBoundEvaluator"/>.</param>
    /// <param name="error">Estimates the error. Default: 0 for a stagnation, else <see cref="CrossValidationErrorEvaluator"/>.</param>
    /// <param name="minimumTrials">No end before so many trials are complete.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of trials is not positive.</exception>
    public Terminator(IImprovementEvaluator? improvement = null, IErrorEvaluator? error = null, int minimumTrials = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumTrials, 1);
        _improvement = improvement ?? new RegretBoundEvaluator();
        _error = error ?? (improvement is BestValueStagnationEvaluator ? new StaticErrorEvaluator(0) : new CrossValidationErrorEvaluator());
        _minimumTrials = minimumTrials;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public bool ShouldTerminate(Study study)
    {
        StudyDirection direction = study.Direction;
        IReadOnlyList<FrozenTrial> trials = study.Trials;
        return trials.Count(trial => trial.State == TrialState.Complete) >= _minimumTrials
            && _improvement.Evaluate(trials, direction) < _error.Evaluate(trials, direction);
    }
}
