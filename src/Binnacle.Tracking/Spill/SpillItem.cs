namespace Binnacle.Tracking;

/// <summary>One thing that waits for the store to come back; exactly one part is there.</summary>
internal sealed record SpillItem
{
    public RunBatch? Batch { get; init; }

    public DatasetInput? Input { get; init; }

    public SpilledArtifact? Artifact { get; init; }

    public RunUpdate? End { get; init; }

    /// <summary>How many things that were logged are in it.</summary>
    public int Count => Batch is { } batch ? batch.Metrics.Count + batch.Params.Count + batch.Tags.Count : 1;

    /// <summary>What is done with it, as faults name it.</summary>
    public string Operation => this switch
    {
        { Batch: not null } => "log metrics, parameters and tags",
        { Input: not null } => "log a data set",
        { Artifact: { } artifact } => $"log the artifact '{artifact.Path}', which stays in '{artifact.File}',",
        _ => "end the run",
    };
}
