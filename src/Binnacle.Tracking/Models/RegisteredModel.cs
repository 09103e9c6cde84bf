namespace Binnacle.Tracking;

/// <summary>A name in the model registry, under which versions of a model are kept.</summary>
public sealed record RegisteredModel
{
    /// <summary>Name, unique in the registry.</summary>
    public required string Name { get; init; }

    /// <summary>When it was registered, in milliseconds since 1970 (UTC); null in old stores.</summary>
    public long? CreationTime { get; init; }

    /// <summary>When it or one of its versions last changed; null in old stores.</summary>
    public long? LastUpdateTime { get; init; }

    /// <summary>Description in Markdown; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The versions that aliases point at, by alias.</summary>
    public IReadOnlyDictionary<string, int> Aliases { get; init; } = new Dictionary<string, int>();

    /// <summary>The newest version in each stage; their <see cref="ModelVersion.Aliases"/> are not filled.</summary>
    public IReadOnlyList<ModelVersion> LatestVersions { get; init; } = [];
}
