namespace Binnacle.Tuning;

/// <summary>Thrown by an objective to end its trial as pruned.</summary>
public sealed class TrialPrunedException : TuningException
{
    /// <summary>Ends the trial as pruned.</summary>
    public TrialPrunedException()
        : base("The trial was pruned.")
    {
    }

    /// <param name="message">Why it was pruned.</param>
    public TrialPrunedException(string message)
        : base(message)
    {
    }
}
