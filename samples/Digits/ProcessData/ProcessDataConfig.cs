namespace Digits.ProcessData;

/// <summary>The keys of <c>conf/process_data.yaml</c>.</summary>
public sealed record ProcessDataConfig
{
    /// <summary>The folder of the raw files; a data set is drawn when it has none.</summary>
    public required string RawDataDirPath { get; init; }

    /// <summary>The folder of the processed set.</summary>
    public required string ProcessedDataDirPath { get; init; }

    /// <summary>The folder of the log files.</summary>
    public required string LogDir { get; init; }

    /// <summary>Where a few images are put for <c>BatchInfer</c>, unless it has some; another: <c>+batch_infer_dir_path=…</c>.</summary>
    public string BatchInferDirPath { get; init; } = "./data/batch-infer";
}
