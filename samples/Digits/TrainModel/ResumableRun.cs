using System.Text.RegularExpressions;
using Binnacle.Jobs.Integrations;
using Binnacle.Tracking;

namespace Digits.TrainModel;

/// <summary>Finds the run that <c>resume=true</c> goes on with.</summary>
internal static class ResumableRun
{
    /// <summary>
    /// The run of <c>resume_run_id</c>, or the newest active run of the experiment whose name is <c>mlflow_run_name</c> with digits,
    /// and which is no trial of a sweep.
    /// </summary>
    /// <exception cref="ResumeException">There is none, or its process still lives.</exception>
    public static async Task<Run> FindAsync(TrackingClient client, TrainModelConfig config, CancellationToken cancellationToken)
    {
        Run run = config.ResumeRunId is { Length: > 0 } id
            ? await client.Store.GetRunAsync(id, cancellationToken)
            : await NewestAsync(client, config, cancellationToken);
        if (RunOwner.Check(run) is { IsAlive: true } liveness)
        {
            throw new ResumeException(
                $"Run '{run.Info.RunName}' ({run.Info.RunId}) cannot be resumed: {liveness.Reason}. Wait for its end, or stop it.");
        }

        return run;
    }

    private static async Task<Run> NewestAsync(TrackingClient client, TrainModelConfig config, CancellationToken cancellationToken)
    {
        Experiment experiment = await client.Store.GetExperimentByNameAsync(config.MlflowExpName, cancellationToken)
            ?? throw Nothing(config, "there is no such experiment");
        Regex name = new($"^{Regex.Escape(config.MlflowRunName)}-[0-9]+$");
        RunQuery newestFirst = new() { ExperimentIds = [experiment.ExperimentId], OrderBy = ["attributes.start_time DESC"] };
        await foreach (Run run in client.FindRunsAsync(newestFirst, cancellationToken))
        {
            if (name.IsMatch(run.Info.RunName) && !run.Tags.ContainsKey(JobTracking.SweepTag))
                return run;
        }

        throw Nothing(config, $"it has no run named {config.MlflowRunName}-<digits>");
    }

    private static ResumeException Nothing(TrainModelConfig config, string reason) => new(
        $"There is no run to resume in experiment '{config.MlflowExpName}' of {config.MlflowTrackingUri}: {reason}. "
        + "Start one without resume=true, or name one with resume_run_id=….");
}
