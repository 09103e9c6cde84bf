namespace Binnacle.Tuning;

/// <summary>Stops an optimisation when the study, with what other processes add to it, has enough trials.</summary>
/// <remarks>Use it as <c>Callbacks = [new MaxTrialsCallback(100).Invoke]</c>.</remarks>
public sealed class MaxTrialsCallback
{
    private readonly int _trials;
    private readonly TrialState[] _states;

    /// <param name="trials">How many trials are enough.</param>
    /// <param name="states">Which states count; none for all. Default: complete trials.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public MaxTrialsCallback(int trials, IEnumerable<TrialState>? states = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        (_trials, _states) = (trials, [.. states ?? [TrialState.Complete]]);
    }

    /// <summary>Looks at the study after a trial.</summary>
    public void Invoke(Study study, FrozenTrial trial)
    {
        if (study.Trials.Count(other => _states.Length == 0 || _states.Contains(other.State)) >= _trials)
            study.Stop();
    }
}
