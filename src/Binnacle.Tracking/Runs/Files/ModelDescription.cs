namespace Binnacle.Tracking;

/// <summary>What is written into the MLmodel file of a logged model.</summary>
public sealed record ModelDescription
{
    /// <summary>The ways to load it; at least one.</summary>
    public required IReadOnlyList<ModelFlavor> Flavors { get; init; }

    /// <summary>What it takes and gives. Default: not said.</summary>
    public ModelSignature? Signature { get; init; }

    /// <summary>Where it lies among the run's files. Default: <c>model</c>.</summary>
    public string ArtifactPath { get; init; } = "model";

    /// <summary>Name to register it under, as a new version; made when there is none. Default: it is not registered.</summary>
    public string? RegisteredModelName { get; init; }
}
