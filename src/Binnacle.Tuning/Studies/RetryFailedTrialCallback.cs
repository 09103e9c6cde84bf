using System.Collections.Immutable;

namespace Binnacle.Tuning;

/// <summary>Enqueues a trial whose worker died again, with the same parameters.</summary>
/// <remarks>
/// Use it as <c>OnStaleTrial = new RetryFailedTrialCallback(3).Invoke</c>. As in Optuna, the system attribute <c>failed_trial</c> holds the
/// number of the first trial of the series, and <c>retry_history</c> those of all that failed.
/// </remarks>
public sealed class RetryFailedTrialCallback
{
    private const string FailedTrialKey = "failed_trial";
    private const string HistoryKey = "retry_history";

    private readonly int? _maximumRetries;
    private readonly bool _inheritIntermediateValues;

    /// <param name="maximumRetries">How often a trial is tried again; null without limit.</param>
    /// <param name="inheritIntermediateValues">The new trial begins with the values that the failed one reported. Default: false.</param>
    public RetryFailedTrialCallback(int? maximumRetries = null, bool inheritIntermediateValues = false)
    {
        _maximumRetries = maximumRetries;
        _inheritIntermediateValues = inheritIntermediateValues;
    }

    /// <summary>The number of the first trial of the series; null when the trial is no retry.</summary>
    public static int? RetriedTrialNumber(FrozenTrial trial) => trial.SystemAttributes.GetValueOrDefault(FailedTrialKey) is long number ? (int)number : null;

    /// <summary>The numbers of the failed trials of which this one is a retry, in ascending order; empty when it is none.</summary>
    public static IReadOnlyList<int> RetryHistory(FrozenTrial trial) =>
        trial.SystemAttributes.GetValueOrDefault(HistoryKey) is IReadOnlyList<object?> history ? [.. history.OfType<long>().Select(number => (int)number)] : [];

    /// <summary>Enqueues the failed trial again, unless it has been tried often enough.</summary>
    public void Invoke(Study study, FrozenTrial trial)
    {
        int[] history = [.. RetryHistory(trial), trial.Number];
        if (history.Length > _maximumRetries)
            return;
        study.AddTrials(new FrozenTrial
        {
            State = TrialState.Waiting,
            Parameters = trial.Parameters,
            UserAttributes = trial.UserAttributes,
            SystemAttributes = trial.SystemAttributes
                .SetItem(FailedTrialKey, (long)(RetriedTrialNumber(trial) ?? trial.Number))
                .SetItem(HistoryKey, PlainData.Freeze(history)),
            IntermediateValues = _inheritIntermediateValues ? trial.IntermediateValues : ImmutableSortedDictionary<int, double>.Empty,
        });
    }
}
