namespace Binnacle.Tracking;

/// <summary>A run with what it logged: the latest point of each metric, parameters, tags and data sets.</summary>
public sealed record Run
{
    /// <summary>Identity and status.</summary>
    public required RunInfo Info { get; init; }

    /// <summary>The latest point by metric name: the greatest by step, then timestamp, then value.</summary>
    public IReadOnlyDictionary<string, Metric> Metrics { get; init; } = new Dictionary<string, Metric>();

    /// <summary>Parameters by name.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags by name.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The data sets it read.</summary>
    public IReadOnlyList<DatasetInput> Datasets { get; init; } = [];

    /// <summary>Ids of the logged models that it read.</summary>
    public IReadOnlyList<string> ModelInputs { get; init; } = [];

    /// <summary>The logged models that it made.</summary>
    public IReadOnlyList<ModelOutput> ModelOutputs { get; init; } = [];
}
