namespace Binnacle.TorchSharp;

/// <summary>What <see cref="TrainingLog"/> records.</summary>
public sealed record AutologOptions
{
    /// <summary>Log the loss of every so many-th step; 0 for none. Default: 10.</summary>
    public int EverySteps { get; init; } = 10;

    /// <summary>Data sets whose facts are recorded as parameters. Default: none.</summary>
    public IReadOnlyList<DatasetFacts> Datasets { get; init; } = [];

    /// <summary>Write the model's summary as an artifact. Default: true.</summary>
    public bool LogSummary { get; init; } = true;
}
