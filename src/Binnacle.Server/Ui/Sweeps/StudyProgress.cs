using Binnacle.Server.Studies;
using Binnacle.Tuning;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>How far a study is, and what it has found.</summary>
/// <param name="Complete">Trials with values.</param>
/// <param name="Pruned">Trials that were stopped early.</param>
/// <param name="Failed">Trials that failed.</param>
/// <param name="Running">Trials that run.</param>
/// <param name="Waiting">Trials in the queue.</param>
/// <param name="Planned">How many there are to be in the end; null when nobody said.</param>
/// <param name="TimeLeft">An estimate from the pace of the last trials; null when unknown.</param>
/// <param name="IsStopped">Somebody asked for a stop, no trial runs, and not all that were planned are there.</param>
/// <param name="Best">The best trial, or the best trials of several objectives; empty before.</param>
public sealed record StudyProgress(
    int Complete, int Pruned, int Failed, int Running, int Waiting, long? Planned, TimeSpan? TimeLeft, bool IsStopped, IReadOnlyList<FrozenTrial> Best)
{
    private const int PaceOf = 20;

    /// <summary>Trials that have ended, in whatever way.</summary>
    public int Finished => Complete + Pruned + Failed;

    /// <summary>Counts a study's trials.</summary>
    public static StudyProgress Of(StudySnapshot snapshot)
    {
        int[] counts = new int[5];
        foreach (FrozenTrial trial in snapshot.Trials)
            counts[(int)trial.State]++;
        Study study = snapshot.AsStudy();
        int finished = snapshot.Trials.Count - counts[(int)TrialState.Running] - counts[(int)TrialState.Waiting];
        return new StudyProgress(
            counts[(int)TrialState.Complete], counts[(int)TrialState.Pruned], counts[(int)TrialState.Fail], counts[(int)TrialState.Running],
            counts[(int)TrialState.Waiting], study.PlannedTrials, Left(snapshot.Trials, study.PlannedTrials - finished),
            study.StopRequests > 0 && counts[(int)TrialState.Running] == 0 && !(finished >= study.PlannedTrials), BestOf(study, counts[(int)TrialState.Complete]));
    }

    private static IReadOnlyList<FrozenTrial> BestOf(Study study, int complete)
    {
        if (complete == 0)
            return [];
        try
        {
            return study.Directions.Length == 1 ? [study.BestTrial] : study.BestTrials;
        }
        catch (TuningException)
        {
            // None is feasible.
            return [];
        }
    }

    private static TimeSpan? Left(IReadOnlyList<FrozenTrial> trials, long? remaining)
    {
        if (remaining is not > 0 || !trials.Any(trial => trial.State == TrialState.Running))
            return null;
        FrozenTrial[] last = [.. trials.Where(trial => trial is { StartedAt: not null, CompletedAt: not null }).OrderByDescending(trial => trial.CompletedAt).Take(PaceOf)];
        return last.Length == 0 ? null : Worked(last) / last.Length * remaining.Value;
    }

    // Trials that ran beside each other share their time; hours in which nobody worked count for nothing.
    private static TimeSpan Worked(IEnumerable<FrozenTrial> trials)
    {
        TimeSpan worked = TimeSpan.Zero;
        DateTimeOffset until = DateTimeOffset.MinValue;
        foreach (FrozenTrial trial in trials.OrderBy(trial => trial.StartedAt))
        {
            DateTimeOffset start = trial.StartedAt > until ? trial.StartedAt.Value : until, end = trial.CompletedAt!.Value;
            if (end > start)
                (worked, until) = (worked + (end - start), end);
        }

        return worked;
    }
}
