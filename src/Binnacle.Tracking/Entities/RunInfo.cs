namespace Binnacle.Tracking;

/// <summary>What identifies a run and how it goes.</summary>
public sealed record RunInfo
{
    /// <summary>Identifier: 32 lower-case hexadecimal digits for runs made here.</summary>
    public required string RunId { get; init; }

    /// <summary>The experiment that holds the run.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Name for people; the tag <see cref="ReservedTags.RunName"/> always has the same value.</summary>
    public string RunName { get; init; } = "";

    /// <summary>Who started it; may be empty.</summary>
    public string UserId { get; init; } = "";

    /// <summary>How far it has come.</summary>
    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>Start in milliseconds since 1970 (UTC).</summary>
    public long? StartTime { get; init; }

    /// <summary>End in milliseconds since 1970 (UTC); null while it runs.</summary>
    public long? EndTime { get; init; }

    /// <summary>URI of its artifacts.</summary>
    public string ArtifactUri { get; init; } = "";

    /// <summary>Whether it is in use or deleted.</summary>
    public LifecycleStage LifecycleStage { get; init; }

    /// <summary>When it was deleted, in milliseconds since 1970 (UTC); null when it is active.</summary>
    public long? DeletedTime { get; init; }
}
