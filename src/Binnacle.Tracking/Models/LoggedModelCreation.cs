namespace Binnacle.Tracking;

/// <summary>What a new logged model starts with.</summary>
public sealed record LoggedModelCreation
{
    /// <summary>Id of a model that is copied. Default: a new one. Servers do not take it.</summary>
    public string? ModelId { get; init; }

    /// <summary>URI of the artifacts of a model that is copied. Default: a folder of the model's id below the experiment's location.</summary>
    public string? ArtifactLocation { get; init; }

    /// <summary>The experiment to hold it.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>Name without <c>/ : . % " '</c>. Null: a generated one.</summary>
    public string? Name { get; init; }

    /// <summary>The run that makes it. Default: none.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>Kind of model, free text. Default: none.</summary>
    public string? ModelType { get; init; }

    /// <summary>Parameters.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags to begin with.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
