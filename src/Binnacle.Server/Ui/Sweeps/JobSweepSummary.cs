using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Sweeps;

/// <summary>What the list of sweeps tells of a sweep without a study.</summary>
/// <param name="Tag">What its runs share.</param>
/// <param name="Runs">How many runs it has.</param>
/// <param name="Running">Of these, how many go on.</param>
/// <param name="Failed">Of these, how many failed.</param>
/// <param name="Started">When the first began, in milliseconds since 1970; null when unknown.</param>
internal sealed record JobSweepSummary(string Tag, int Runs, int Running, int Failed, long? Started)
{
    private const int MostRuns = 20_000;

    /// <summary>The sweeps of the newest runs, newest first.</summary>
    public static async Task<IReadOnlyList<JobSweepSummary>> ReadAllAsync(ITrackingStore store, DateTimeOffset now, CancellationToken stop = default)
    {
        string[] experiments = [.. (await store.AllExperimentsAsync(cancellationToken: stop)).Select(experiment => experiment.ExperimentId)];
        if (experiments.Length == 0)
            return [];
        RunQuery query = new() { ExperimentIds = experiments, Filter = $"tags.{JobSweepTag.Key} LIKE '%'", MaxResults = 5000 };
        List<Run> runs = await PagedSearch.AllAsync((token, end) => store.SearchRunsAsync(query with { PageToken = token }, end), cancellationToken: stop)
            .Take(MostRuns).ToListAsync(stop);
        return [.. runs.GroupBy(JobSweepTag.Of).Where(sweep => sweep.Key is not null).Select(sweep => Of(sweep.Key!, [.. sweep], now)).OrderByDescending(sweep => sweep.Started)];
    }

    private static JobSweepSummary Of(string tag, Run[] runs, DateTimeOffset now) => new(
        tag, runs.Length, runs.Count(run => run.Info.Status == RunStatus.Running && RunOwner.Check(run, now).IsAlive), runs.Count(run => run.Info.Status == RunStatus.Failed), runs.Min(run => run.Info.StartTime));
}
