namespace Binnacle.Tuning;

/// <summary>Questions about a <see cref="TrialState"/>.</summary>
public static class TrialStates
{
    /// <summary>True for a trial that never changes again: complete, pruned or failed.</summary>
    public static bool IsFinished(this TrialState state) => state is TrialState.Complete or TrialState.Pruned or TrialState.Fail;
}
