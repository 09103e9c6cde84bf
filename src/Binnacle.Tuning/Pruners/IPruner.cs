namespace Binnacle.Tuning;

/// <summary>Decides whether a running trial is stopped early.</summary>
public interface IPruner
{
    /// <summary>True for a pruner of studies with several objectives. Default: false.</summary>
    bool SupportsSeveralObjectives => false;

    /// <summary>True when the trial should stop, judged by what it has reported.</summary>
    /// <param name="study">The study; with one objective unless <see cref="SupportsSeveralObjectives"/>.</param>
    /// <param name="trial">The trial as it is now.</param>
    bool ShouldPrune(Study study, FrozenTrial trial);
}
