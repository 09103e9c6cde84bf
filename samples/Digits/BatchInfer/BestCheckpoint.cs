using Binnacle.TorchSharp;
using Binnacle.Tracking;

namespace Digits.BatchInfer;

/// <summary>Finds the checkpoint to infer with.</summary>
internal static class BestCheckpoint
{
    /// <summary>The best checkpoint of the run that is named, or else of the newest finished run that has one.</summary>
    /// <exception cref="CheckpointException">There is none, or it is damaged.</exception>
    public static async Task<Checkpoint> FindAsync(BatchInferConfig config, CancellationToken cancellationToken)
    {
        if (config.RunId is { Length: > 0 } runId)
        {
            CheckpointStore store = Store(config, runId);
            return store.Best() ?? throw new CheckpointException($"{store.Folder}: run {runId} has no checkpoint here.");
        }

        return await NewestAsync(config, cancellationToken) ?? throw new CheckpointException(
            $"Experiment '{config.MlflowExpName}' of {config.MlflowTrackingUri} has no finished run with a checkpoint in "
            + $"{config.ArtifactDirPath}. Train one (dotnet run --project samples/Digits/TrainModel), or name one: run_id=….");
    }

    private static async Task<Checkpoint?> NewestAsync(BatchInferConfig config, CancellationToken cancellationToken)
    {
        var client = TrackingClient.Open(config.MlflowTrackingUri);
        if (await client.Store.GetExperimentByNameAsync(config.MlflowExpName, cancellationToken) is not { } experiment)
            return null;

        RunQuery newestFirst = new()
        {
            ExperimentIds = [experiment.ExperimentId],
            Filter = "attributes.status = 'FINISHED'",
            OrderBy = ["attributes.end_time DESC"],
        };
        await foreach (Run run in client.FindRunsAsync(newestFirst, cancellationToken))
        {
            if (Store(config, run.Info.RunId).Best() is { } checkpoint)
                return checkpoint;
        }

        return null;
    }

    private static CheckpointStore Store(BatchInferConfig config, string runId) => new(Path.Combine(config.ArtifactDirPath, runId));
}
