namespace Binnacle.Tracking;

/// <summary>What to change about a run; null fields stay as they are.</summary>
public sealed record RunUpdate
{
    /// <summary>New status.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>New end in milliseconds since 1970 (UTC).</summary>
    public long? EndTime { get; init; }

    /// <summary>Remove the end time, for a run that goes on. Default: false.</summary>
    public bool ClearEndTime { get; init; }

    /// <summary>New name; empty counts as null.</summary>
    public string? RunName { get; init; }
}
