namespace Digits.BatchInfer;

/// <summary>The keys of <c>conf/batch_infer.yaml</c>; those with a default need not stand there.</summary>
public sealed record BatchInferConfig
{
    /// <summary>The run whose best checkpoint is used; null for the newest finished one.</summary>
    public required string? RunId { get; init; }

    /// <summary>The folder of the images.</summary>
    public required string InputDataDir { get; init; }

    /// <summary>Which of its files are read.</summary>
    public required string FileCheckGlob { get; init; }

    /// <summary>The file of the results, replaced by each run.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The folder of the log files.</summary>
    public required string LogDir { get; init; }

    /// <summary>The folder of the checkpoints.</summary>
    public string ArtifactDirPath { get; init; } = "./models";

    /// <summary>The store that is asked for the newest run.</summary>
    public string MlflowTrackingUri { get; init; } = "./mlruns";

    /// <summary>The experiment that is asked for the newest run.</summary>
    public string MlflowExpName { get; init; } = "digits";
}
