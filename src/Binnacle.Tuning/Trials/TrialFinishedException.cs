namespace Binnacle.Tuning;

/// <summary>The trial is finished and cannot be changed any more.</summary>
public sealed class TrialFinishedException : TuningException
{
    /// <param name="number">The trial's number.</param>
    /// <param name="state">Its state.</param>
    public TrialFinishedException(int number, TrialState state)
        : base($"Trial {number} is finished ({state}) and cannot be changed.")
    {
    }
}
