using System.Globalization;
using Binnacle.Server.Studies;
using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;
using Binnacle.Tuning;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>Which run is which trial's.</summary>
internal static class TrialRuns
{
    // What Optuna's callback for MLflow leaves in a trial.
    private const string RunIdAttribute = "mlflow_run_id";

    /// <summary>The runs by their trial's number: those that name the study by their tags, or that a trial names.</summary>
    public static async Task<Dictionary<int, Run>> ReadAsync(ITrackingStore store, StudySnapshot study, string address, CancellationToken stop)
    {
        Dictionary<int, Run> runs = [];
        List<Experiment> experiments = await store.AllExperimentsAsync(cancellationToken: stop);
        string name = study.Record.Name.Replace("'", "", StringComparison.Ordinal);
        RunQuery query = new()
        {
            ExperimentIds = [.. experiments.Select(experiment => experiment.ExperimentId)],
            Filter = name == study.Record.Name ? $"tags.`{ReservedTags.Study}` = '{name}'" : $"tags.`{ReservedTags.Study}` LIKE '%'",
        };
        foreach (Run run in await store.AllRunsAsync(query, stop))
        {
            if (run.Tags.GetValueOrDefault(ReservedTags.StudyStorage) == address && run.Tags[ReservedTags.Study] == study.Record.Name
                && int.TryParse(run.Tags.GetValueOrDefault(ReservedTags.Trial), CultureInfo.InvariantCulture, out int number))
            {
                runs.TryAdd(number, run);
            }
        }

        foreach (FrozenTrial trial in study.Trials)
        {
            if (!runs.ContainsKey(trial.Number) && RunIdOf(trial) is { } id && await FindAsync(store, id, stop) is { } run)
                runs.Add(trial.Number, run);
        }

        return runs;
    }

    private static string? RunIdOf(FrozenTrial trial) =>
        (trial.SystemAttributes.GetValueOrDefault(RunIdAttribute) ?? trial.UserAttributes.GetValueOrDefault(RunIdAttribute)) as string;

    private static async Task<Run?> FindAsync(ITrackingStore store, string id, CancellationToken stop)
    {
        try
        {
            return await store.GetRunAsync(id, stop);
        }
        catch (TrackingException)
        {
            // The run was removed, or is in another store.
            return null;
        }
    }
}
