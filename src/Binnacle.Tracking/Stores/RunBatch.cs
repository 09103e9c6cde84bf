namespace Binnacle.Tracking;

/// <summary>Metrics, parameters and tags that are logged together, in this order: parameters, metrics, tags.</summary>
public sealed record RunBatch
{
    /// <summary>Greatest number of metrics in a batch, and of all items together.</summary>
    public const int MaxMetrics = 1000;

    /// <summary>Greatest number of parameters in a batch.</summary>
    public const int MaxParams = 100;

    /// <summary>Greatest number of tags in a batch.</summary>
    public const int MaxTags = 100;

    /// <summary>Points of metrics, in the order of logging.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>Parameters.</summary>
    public IReadOnlyList<Param> Params { get; init; } = [];

    /// <summary>Tags; of two with one key, the later wins.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];
}
