namespace Binnacle.Tuning;

/// <summary>A trial in a plot.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Value">The number that the plot shows.</param>
public sealed record TrialPoint(FrozenTrial Trial, double Value)
{
    /// <summary>No constraint is violated, as far as known.</summary>
    public bool IsFeasible { get; } = Study.IsFeasible(Trial, whenUnknown: true);
}
