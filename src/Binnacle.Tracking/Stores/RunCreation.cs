namespace Binnacle.Tracking;

/// <summary>What a new run starts with.</summary>
public sealed record RunCreation
{
    /// <summary>Id of a run that is copied: letters, digits, dashes and underscores, at most 32. Default: a new one. Servers do not take it.</summary>
    public string? RunId { get; init; }

    /// <summary>URI of the artifacts of a run that is copied. Default: a folder of the run's id below the experiment's location.</summary>
    public string? ArtifactUri { get; init; }

    /// <summary>The experiment to hold the run. Default: <c>0</c>, the default experiment.</summary>
    public string ExperimentId { get; init; } = "0";

    /// <summary>Name of the run; null or empty takes the tag <see cref="ReservedTags.RunName"/>, else a generated name.</summary>
    public string? RunName { get; init; }

    /// <summary>Who starts it. Default: empty.</summary>
    public string UserId { get; init; } = "";

    /// <summary>Start in milliseconds since 1970 (UTC). Default: the store's clock.</summary>
    public long? StartTime { get; init; }

    /// <summary>Tags to begin with.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
