namespace Binnacle.Tracking;

/// <summary>A model that a run made, as MLflow 3 keeps it: with parameters, tags, metrics and artifacts of its own.</summary>
public sealed record LoggedModel
{
    /// <summary>Identifier: <c>m-</c> and 32 hexadecimal digits.</summary>
    public required string ModelId { get; init; }

    /// <summary>The experiment that holds it.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Name for people; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>URI of its artifacts.</summary>
    public required string ArtifactLocation { get; init; }

    /// <summary>When it was made, in milliseconds since 1970 (UTC).</summary>
    public long CreationTime { get; init; }

    /// <summary>When it last changed.</summary>
    public long LastUpdateTime { get; init; }

    /// <summary>How far it has come.</summary>
    public LoggedModelStatus Status { get; init; } = LoggedModelStatus.Pending;

    /// <summary>What went wrong; null when nothing did.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Kind of model, free text; null when none was given.</summary>
    public string? ModelType { get; init; }

    /// <summary>The run that made it; null when none was given.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>Parameters by name.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The points that runs logged for it.</summary>
    public IReadOnlyList<RunMetric> Metrics { get; init; } = [];
}
