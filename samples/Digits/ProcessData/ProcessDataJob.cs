using Binnacle.Jobs;
using Digits.Data;
using Microsoft.Extensions.Logging;

namespace Digits.ProcessData;

/// <summary>Makes the processed data set, and before it whatever is missing for that.</summary>
public static class ProcessDataJob
{
    /// <summary>Runs the job.</summary>
    /// <exception cref="DataException">The raw data cannot be used; the processed set stays as it was.</exception>
    public static Task RunAsync(ProcessDataConfig config, JobContext context)
    {
        ILogger logger = context.LoggerFactory.CreateLogger("Digits.ProcessData");
        if (PreparationBar.Show(progress => Preparation(config, progress).DrawIfAbsent()))
        {
            logger.LogInformation(
                "No raw data in {Folder}: drew {Train} training and {Test} test images. Put MNIST's files there to use those instead.",
                config.RawDataDirPath,
                DataPreparation.TrainCount,
                DataPreparation.TestCount);
        }

        var (manifest, written) = PreparationBar.Show(progress => Preparation(config, progress).Process());
        logger.LogInformation(
            written ? "Wrote {Folder}: {Train} training and {Test} test images, SHA-256 {Hash}"
                : "{Folder} is up to date: {Train} training and {Test} test images, SHA-256 {Hash}",
            config.ProcessedDataDirPath,
            manifest.Train.Count,
            manifest.Test.Count,
            manifest.Sha256);

        if (Preparation(config).WriteBatchInferImages(config.BatchInferDirPath) is { } file)
            logger.LogInformation("Put a few test images for BatchInfer into {File}", file);
        return Task.CompletedTask;
    }

    private static DataPreparation Preparation(ProcessDataConfig config, IProgress<PreparationProgress>? progress = null) =>
        new(config.RawDataDirPath, config.ProcessedDataDirPath, progress);
}
