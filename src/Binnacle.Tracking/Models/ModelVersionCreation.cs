namespace Binnacle.Tracking;

/// <summary>What a new version of a registered model starts with.</summary>
public sealed record ModelVersionCreation
{
    /// <summary>The registered model.</summary>
    public required string Name { get; init; }

    /// <summary>URI of the model's files.</summary>
    public required string Source { get; init; }

    /// <summary>Where the files are when <see cref="Source"/> only points at them. Default: at the source.</summary>
    public string? StorageLocation { get; init; }

    /// <summary>The run that made it. Default: none.</summary>
    public string? RunId { get; init; }

    /// <summary>Link to the run. Default: none.</summary>
    public string? RunLink { get; init; }

    /// <summary>Description in Markdown. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to begin with.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
