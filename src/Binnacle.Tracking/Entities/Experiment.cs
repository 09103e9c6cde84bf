namespace Binnacle.Tracking;

/// <summary>A named group of runs.</summary>
public sealed record Experiment
{
    /// <summary>Identifier, unique in the store; digits.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Name, unique among active and deleted experiments.</summary>
    public required string Name { get; init; }

    /// <summary>URI under which runs put their artifacts.</summary>
    public required string ArtifactLocation { get; init; }

    /// <summary>Whether it is in use or deleted.</summary>
    public LifecycleStage LifecycleStage { get; init; }

    /// <summary>When it was made, in milliseconds since 1970 (UTC); null in old stores.</summary>
    public long? CreationTime { get; init; }

    /// <summary>When it was last renamed, deleted, restored or tagged; null in old stores.</summary>
    public long? LastUpdateTime { get; init; }

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
