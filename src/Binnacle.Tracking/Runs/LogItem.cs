namespace Binnacle.Tracking;

/// <summary>Something on its way to the store: a metric, a parameter, a tag, what a store that was away did not take, an end, or a mark that all before it has been written.</summary>
internal readonly record struct LogItem
{
    public Metric? Metric { get; init; }

    public Param? Param { get; init; }

    public Tag? Tag { get; init; }

    public DatasetInput? Input { get; init; }

    public SpilledArtifact? Artifact { get; init; }

    public RunUpdate? End { get; init; }

    /// <summary>Whether it goes by itself, after all that came before it.</summary>
    public bool IsApart => Mark is not null || Input is not null || Artifact is not null;

    public TaskCompletionSource? Mark { get; init; }
}
