namespace Binnacle.Tuning;

/// <summary>When a trial ran.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Start">When it started.</param>
/// <param name="End">When it ended, or until when it is drawn while it runs.</param>
public sealed record TimelineBar(FrozenTrial Trial, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>No constraint is violated, as far as known.</summary>
    public bool IsFeasible { get; } = Study.IsFeasible(Trial, whenUnknown: true);
}
