namespace Binnacle.Tuning;

/// <summary>Never stops a trial.</summary>
public sealed class NopPruner : IPruner
{
    /// <inheritdoc/>
    public bool SupportsSeveralObjectives => true;

    /// <inheritdoc/>
    public bool ShouldPrune(Study study, FrozenTrial trial) => false;
}
