using System.ComponentModel.DataAnnotations;
using Digits.Modeling;

namespace Digits.TrainModel;

/// <summary>The keys of <c>conf/train_model.yaml</c>.</summary>
public sealed record TrainModelConfig
{
    /// <summary>Whether the training is tracked as a run.</summary>
    public required bool SetupMlflow { get; init; }

    /// <summary>Whether facts about model, optimiser and data are recorded besides.</summary>
    public required bool MlflowAutolog { get; init; }

    /// <summary>The tracking store.</summary>
    public required string MlflowTrackingUri { get; init; }

    /// <summary>The experiment; made when there is none.</summary>
    public required string MlflowExpName { get; init; }

    /// <summary>The first part of the run's name; the time follows.</summary>
    public required string MlflowRunName { get; init; }

    /// <summary>The folder of the processed data set.</summary>
    public required string DataDirPath { get; init; }

    /// <summary>True: no CUDA or ROCm device is used.</summary>
    public required bool NoCuda { get; init; }

    /// <summary>True: Apple's GPU is not used.</summary>
    public required bool NoMps { get; init; }

    /// <summary>The learning rate of the first epoch.</summary>
    [Range(double.Epsilon, double.MaxValue)]
    public required double Lr { get; init; }

    /// <summary>Images in a training step.</summary>
    [Range(1, int.MaxValue)]
    public required int TrainBs { get; init; }

    /// <summary>Images in a step of the evaluation.</summary>
    [Range(1, int.MaxValue)]
    public required int TestBs { get; init; }

    /// <summary>The learning rate is multiplied by this after each epoch.</summary>
    [Range(double.Epsilon, double.MaxValue)]
    public required double Gamma { get; init; }

    /// <summary>Weights, dropout and the order of the images derive from it.</summary>
    [Range(0, int.MaxValue)]
    public required int Seed { get; init; }

    /// <summary>The folder in which each run has a folder of checkpoints, under its id.</summary>
    public required string ArtifactDirPath { get; init; }

    /// <summary>Epochs between two checkpoints; the last epoch always has one.</summary>
    [Range(1, int.MaxValue)]
    public required int ModelCheckpointInterval { get; init; }

    /// <summary>Training steps between two lines about the progress.</summary>
    [Range(1, int.MaxValue)]
    public required int LogInterval { get; init; }

    /// <summary>True: a single training step in a single epoch, to see whether everything works.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Epochs to train; when resuming, further epochs.</summary>
    [Range(1, int.MaxValue)]
    public required int Epochs { get; init; }

    /// <summary>True: goes on with the newest run rather than starting one.</summary>
    public required bool Resume { get; init; }

    /// <summary>The folder of the log files.</summary>
    public required string LogDir { get; init; }

    /// <summary>The run to resume; null for the newest. The file need not have it.</summary>
    public string? ResumeRunId { get; init; }

    /// <summary>Whether a run is resumed.</summary>
    internal bool Resumes => Resume || !string.IsNullOrEmpty(ResumeRunId);

    /// <summary>The number of epochs that this command trains.</summary>
    internal int EpochsNow => DryRun ? 1 : Epochs;

    /// <summary>What the training session needs to know of it.</summary>
    internal TrainingOptions TrainingOptions => new()
    {
        LearningRate = Lr,
        Gamma = Gamma,
        TrainBatchSize = TrainBs,
        TestBatchSize = TestBs,
        Seed = Seed,
        DryRun = DryRun,
    };

    /// <summary>The parameters of the run.</summary>
    internal IReadOnlyList<KeyValuePair<string, object>> Parameters =>
    [
        new("learning_rate", Lr),
        new("train_batch_size", TrainBs),
        new("test_batch_size", TestBs),
        new("gamma", Gamma),
        new("seed", Seed),
        new("epochs", Epochs),
        new("model_checkpoint_interval", ModelCheckpointInterval),
        new("log_interval", LogInterval),
        new("dry_run", DryRun),
        new("no_cuda", NoCuda),
        new("no_mps", NoMps),
    ];
}
