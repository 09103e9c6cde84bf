using System.Text.Json;
using Binnacle.Jobs;
using Binnacle.TorchSharp;
using Digits.Data;
using Digits.Data.Idx;
using Digits.Modeling;
using Microsoft.Extensions.Logging;

namespace Digits.BatchInfer;

/// <summary>Reads the digits in a folder of image files and writes a line for each image.</summary>
public static class BatchInferJob
{
    /// <summary>Runs the job.</summary>
    /// <exception cref="DataException">There are no images, or a file is none of images.</exception>
    /// <exception cref="CheckpointException">There is no checkpoint, or it is damaged.</exception>
    public static async Task RunAsync(BatchInferConfig config, JobContext context)
    {
        ILogger logger = context.LoggerFactory.CreateLogger("Digits.BatchInfer");
        string[] files = Files(config);
        Checkpoint checkpoint = await BestCheckpoint.FindAsync(config, context.CancellationToken);
        logger.LogInformation("Network of {Folder}, epoch {Epoch}", checkpoint.Folder, checkpoint.State.Epoch);
        TorchThreads.Count = TorchThreads.Choose(TrainingSession.PreferredThreads);
        using DigitClassifier classifier = new(checkpoint);
        int images = Write(config.OutputPath, files.SelectMany(file => Infer(classifier, file)), context.CancellationToken);
        logger.LogInformation("Wrote {Count} predictions to {File}", images, config.OutputPath);
    }

    private static string[] Files(BatchInferConfig config)
    {
        string[] files = Directory.Exists(config.InputDataDir)
            ? [.. Directory.EnumerateFiles(config.InputDataDir, config.FileCheckGlob).Order(StringComparer.Ordinal)]
            : [];
        return files.Length > 0 ? files : throw new DataException(
            $"{config.InputDataDir}: there is no file of the form '{config.FileCheckGlob}'. ProcessData puts a few images there.");
    }

    private static IEnumerable<InferredDigit> Infer(DigitClassifier classifier, string file)
    {
        IdxArray images = IdxReader.Read(file);
        if (images.Type != IdxType.UnsignedByte || images.Shape is not [_, DigitSet.Side, DigitSet.Side])
        {
            throw new DataException($"{file}: expected byte images of {DigitSet.Side} x {DigitSet.Side}, "
                + $"found {images.Type} of {string.Join(" x ", images.Shape)}.");
        }

        return classifier.Predict(images.Bytes).Select((digit, index) =>
            new InferredDigit(DateTime.UtcNow, Path.GetFileName(file), index, digit.Digit, digit.Probability));
    }

    /// <summary>Writes a file beside the old one and renames it: a run that fails leaves the old results.</summary>
    private static int Write(string path, IEnumerable<InferredDigit> digits, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        int count = 0;
        try
        {
            using (StreamWriter writer = new(temporary) { NewLine = "\n" })
            {
                foreach (InferredDigit digit in digits)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    writer.WriteLine(JsonSerializer.Serialize(digit, InferredDigitJson.Default.InferredDigit));
                    count++;
                }
            }

            File.Move(temporary, path, overwrite: true);
            return count;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
