using System.Text.Json.Serialization;

namespace Binnacle.TorchSharp;

/// <summary>What a training must know to go on, besides the tensors of model, optimiser and random generator.</summary>
public sealed record TrainingState
{
    /// <summary>The epochs that are finished; the first epoch is 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>What the best checkpoint is judged by: the smaller, the better. NaN is worst.</summary>
    public required double Score { get; init; }

    /// <summary>The number of threads; another one changes the last digits of every sum.</summary>
    public required int Threads { get; init; }

    /// <summary>The learning rate of the next epoch: the state of the schedule.</summary>
    public required double LearningRate { get; init; }

    /// <summary>All metric values so far, in the order in which they were measured.</summary>
    public required IReadOnlyList<MetricPoint> Metrics { get; init; }

    /// <summary>Further numbers that the program needs with the model, for example how its input is normalised.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>The configuration of the training as YAML; kept as a file of its own.</summary>
    [JsonIgnore]
    public string Config { get; init; } = "";
}
