namespace Binnacle.Tracking.Sql;

/// <summary>What a run logged, while it is read.</summary>
internal sealed class RunContent
{
    public Dictionary<string, Metric> Metrics { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Params { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public List<DatasetInput> Datasets { get; } = [];

    public List<string> Inputs { get; } = [];

    public List<ModelOutput> Outputs { get; } = [];

    public Run ToRun(RunInfo info) => new()
    {
        Info = info.RunName.Length == 0 && Tags.TryGetValue(ReservedTags.RunName, out string? name) ? info with { RunName = name } : info,
        Metrics = Metrics,
        Params = Params,
        Tags = Tags,
        Datasets = Datasets,
        ModelInputs = Inputs,
        ModelOutputs = Outputs,
    };
}
