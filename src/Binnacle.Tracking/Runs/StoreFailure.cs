namespace Binnacle.Tracking;

/// <summary>What a run handle does when its store fails.</summary>
public enum StoreFailure
{
    /// <summary>
    /// Direct operations throw; what is written in the background throws at the next <see cref="ActiveRun.FlushAsync"/> or end of the run.
    /// </summary>
    Throw,

    /// <summary>Nothing is thrown: the failure is logged and told by <see cref="ActiveRun.Faulted"/>, and work goes on.</summary>
    Report,
}
