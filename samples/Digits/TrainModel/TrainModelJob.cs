using System.Globalization;
using Binnacle.Configuration;
using Binnacle.Jobs;
using Binnacle.TorchSharp;
using Binnacle.Tracking;
using Digits.Data;
using Digits.Modeling;
using Microsoft.Extensions.Logging;
using TorchDevice = TorchSharp.torch.Device;

namespace Digits.TrainModel;

/// <summary>Trains the network, tracks the training as a run, keeps checkpoints, and goes on with an earlier run when asked to.</summary>
public static class TrainModelJob
{
    /// <summary>Runs the job.</summary>
    /// <returns>Loss and accuracy on the test images after the last epoch.</returns>
    /// <exception cref="DataException">There is no processed data set, or it is damaged.</exception>
    /// <exception cref="CheckpointException">The checkpoint to resume from is missing or damaged, or none can be written.</exception>
    public static async Task<JobResult> RunAsync(TrainModelConfig config, JobContext context)
    {
        StartingPoint start = await StartingPoint.FindAsync(config, context);
        var data = ProcessedDataSet.Load(start.Config.DataDirPath);
        await using ActiveRun run = await start.StartRunAsync(context);
        try
        {
            Evaluation test = await TrainAsync(start, data, run, context);
            await run.FinishAsync();
            return (test.Loss, test.Accuracy);
        }
        catch (OperationCanceledException)
        {
            await run.KillAsync();
            throw;
        }
    }

    private static async Task<Evaluation> TrainAsync(StartingPoint start, ProcessedDataSet data, ActiveRun run, JobContext context)
    {
        TrainModelConfig config = start.Config;
        ILogger logger = context.LoggerFactory.CreateLogger("Digits.TrainModel");
        CheckpointStore store = new(Path.Combine(config.ArtifactDirPath, start.RunId ?? run.RunId));
        using IDisposable claim = store.Claim();
        TorchDevice device = Prepare(start, logger);
        using TrainingSession session = new(config.TrainingOptions, data, device);
        if (start.Checkpoint is { } checkpoint)
            session.Restore(checkpoint, ResumedConfig.Given(context).Contains("lr") ? config.Lr : null);
        await DescribeAsync(start, data, session, run, context);
        logger.LogInformation("Run {Run}: checkpoints in {Folder}", run.RunId, store.Folder);

        EpochDisplay display = new(config.LogInterval, data.Train.Count, logger);
        string yaml = YamlWriter.Write(start.Node);
        int last = session.Epoch + config.EpochsNow;
        Evaluation test = default;
        while (session.Epoch < last)
        {
            EpochResult result = display.Show(session, context.CancellationToken);
            test = result.Test;
            foreach (MetricPoint point in session.Metrics.Where(point => point.Step == result.Epoch))
                run.LogMetric(point.Key, point.Value, point.Step, point.Timestamp);
            if (result.Epoch == last || result.Epoch % config.ModelCheckpointInterval == 0)
                await SaveAsync(session, store, yaml, run, context.CancellationToken);
        }

        return test;
    }

    private static TorchDevice Prepare(StartingPoint start, ILogger logger)
    {
        int threads = start.Checkpoint?.State.Threads ?? TorchThreads.Choose(TrainingSession.PreferredThreads);
        TorchThreads.Count = threads;
        DeviceChoice choice = Devices.Choose(start.Config.NoCuda, start.Config.NoMps);
        if (choice.Warning is { } warning)
            logger.LogWarning("{Warning}", warning);
        logger.LogInformation("Training on {Device}, {Threads} thread(s)", choice.Description, threads);
        return choice.Device;
    }

    private static async Task SaveAsync(
        TrainingSession session, CheckpointStore store, string config, ActiveRun run, CancellationToken cancellationToken)
    {
        Checkpoint checkpoint = session.Save(store, config);
        await run.LogArtifactsAsync(checkpoint.Folder, "checkpoints/last", cancellationToken);
        if (store.Best()!.Folder == checkpoint.Folder)
            await run.LogArtifactsAsync(checkpoint.Folder, "checkpoints/best", cancellationToken);
    }

    /// <summary>Parameters; of a resumed run, those that changed are told in an artifact, since a run's parameters cannot change.</summary>
    private static async Task DescribeAsync(
        StartingPoint start, ProcessedDataSet data, TrainingSession session, ActiveRun run, JobContext context)
    {
        AutologDescription? description = start.Config.MlflowAutolog ? Describe(data, session) : null;
        IReadOnlyList<ParamChange> changes = run.LogParamsKeepingFirst([.. start.Config.Parameters, .. description?.Parameters ?? []]);
        if (description is not null)
            await run.LogTextAsync(description.Summary, AutologDescription.SummaryFile, context.CancellationToken);
        if (changes.Count > 0)
            await LogChangesAsync(changes, session.Epoch + 1, run, context.CancellationToken);
    }

    private static AutologDescription Describe(ProcessedDataSet data, TrainingSession session) => AutologDescription.Of(
        session.Network,
        session.Optimizer,
        new DatasetFacts("train", data.Train.Count, [1, DigitSet.Side, DigitSet.Side], data.Manifest.Train.Images.Sha256),
        new DatasetFacts("test", data.Test.Count, [1, DigitSet.Side, DigitSet.Side], data.Manifest.Test.Images.Sha256));

    private static Task LogChangesAsync(
        IReadOnlyList<ParamChange> changes, int epoch, ActiveRun run, CancellationToken cancellationToken) => run.LogDictAsync(
        new Dictionary<string, object?>
        {
            ["from_epoch"] = epoch,
            ["changes"] = changes.ToDictionary(
                change => change.Key, change => (object?)new Dictionary<string, object?> { ["first"] = change.First, ["now"] = change.Current }),
        },
        string.Create(CultureInfo.InvariantCulture, $"parameter_changes/epoch-{epoch:D4}.json"),
        cancellationToken);
}
