using Binnacle.Configuration;
using Binnacle.Jobs;
using Binnacle.Jobs.Integrations;
using Binnacle.TorchSharp;
using Binnacle.Tracking;
using Microsoft.Extensions.Logging;

namespace Digits.TrainModel;

/// <summary>From where a training goes on: from the start, or from a checkpoint of an earlier run.</summary>
/// <param name="Config">The configuration that is in force.</param>
/// <param name="Node">The same as a tree, for the next checkpoint.</param>
/// <param name="RunId">The run to go on with; null for a new one.</param>
/// <param name="Checkpoint">Its last checkpoint; null for a new run.</param>
internal sealed record StartingPoint(TrainModelConfig Config, MapNode Node, string? RunId = null, Checkpoint? Checkpoint = null)
{
    /// <summary>Finds out from where to go on; changes nothing.</summary>
    /// <exception cref="ResumeException">There is no run to resume.</exception>
    /// <exception cref="CheckpointException">The run to resume has no checkpoint, or a damaged one.</exception>
    public static async Task<StartingPoint> FindAsync(TrainModelConfig config, JobContext context)
    {
        if (!config.Resumes)
            return new(config, context.Config);

        string runId = await RunIdAsync(config, context);
        CheckpointStore store = new(Path.Combine(config.ArtifactDirPath, runId));
        Checkpoint checkpoint = store.Last() ?? throw new CheckpointException(
            $"{store.Folder}: run {runId} has no checkpoint to resume from. It may have ended before its first one; start anew without resume=true.");
        MapNode node = ResumedConfig.Merge(checkpoint, context);
        return new(ConfigBinder.Bind<TrainModelConfig>(node), node, runId, checkpoint);
    }

    /// <summary>Starts the run, or goes on with the one of the checkpoint.</summary>
    public async Task<ActiveRun> StartRunAsync(JobContext context)
    {
        if (!Config.SetupMlflow)
            return ActiveRun.Detached(Config.MlflowRunName);
        if (Checkpoint is null || RunId is null)
        {
            return await context.StartRunAsync(new JobRunOptions
            {
                TrackingUri = Config.MlflowTrackingUri,
                ExperimentName = Config.MlflowExpName,
                RunName = Config.MlflowRunName,
            });
        }

        TrackingClient client = Client(Config, context);
        RunOptions options = new() { Tags = JobTracking.Tags(context), LogSystemMetrics = true, OnStoreFailure = StoreFailure.Report };
        ActiveRun run = await client.ResumeRunAsync(RunId, options, context.CancellationToken);
        await RunMetrics.RestoreAsync(run, client.Store, Checkpoint, context.CancellationToken);
        return run;
    }

    private static async Task<string> RunIdAsync(TrainModelConfig config, JobContext context)
    {
        if (config.SetupMlflow)
            return (await ResumableRun.FindAsync(Client(config, context), config, context.CancellationToken)).Info.RunId;
        return config.ResumeRunId is { Length: > 0 } id
            ? id
            : throw new ResumeException("Without tracking (setup_mlflow=false) the training to resume must be named: resume_run_id=…, "
                + $"a folder of {config.ArtifactDirPath}.");
    }

    private static TrackingClient Client(TrainModelConfig config, JobContext context) => TrackingClient.Open(
        config.MlflowTrackingUri, new TrackingClientOptions { Logger = context.LoggerFactory.CreateLogger("binnacle.tracking") });
}
