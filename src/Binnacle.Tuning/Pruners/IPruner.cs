namespace Binnacle.Tuning;

/// <summary>Decides whether a running trial is stopped early.</summary>
public interface IPruner
{
    /// <summary>True when the trial should stop, judged by what it has reported.</summary>
    /// <param name="study">The study, with one objective.</param>
    /// <param name="trial">The trial as it is now.</param>
    bool ShouldPrune(Study study, FrozenTrial trial);
}
