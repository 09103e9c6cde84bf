using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Experiments;

/// <summary>What the list of experiments tells of each.</summary>
/// <param name="Runs">How many active runs it has.</param>
/// <param name="Running">How many of them are being written.</param>
/// <param name="Latest">The run that started last; null without runs.</param>
public sealed record ExperimentSummary(int Runs, int Running, Run? Latest)
{
    // Hundreds of runs that never ended are told by their number, not looked at one by one.
    private const int MostLookedAt = 200;
    private static readonly RunParts Liveness = new() { Tags = [ReservedTags.Process, ReservedTags.Heartbeat, ReservedTags.RunName] };

    public static async Task<ExperimentSummary> ReadAsync(ITrackingStore store, string experimentId)
    {
        RunQuery query = new() { ExperimentIds = [experimentId] };
        IReadOnlyList<string> ids = await store.ListRunIdsAsync(query);
        if (ids.Count == 0)
            return new ExperimentSummary(0, 0, null);
        IReadOnlyList<string> running = await store.ListRunIdsAsync(query with { Filter = "attributes.status = 'RUNNING'" });
        IReadOnlyList<Run> looked = await store.GetRunsAsync([.. running.Take(MostLookedAt), ids[0]], Liveness);
        int alive = looked.Take(Math.Min(running.Count, MostLookedAt)).Count(run => run.Info.Status == RunStatus.Running && RunOwner.IsAlive(run));
        return new ExperimentSummary(ids.Count, alive, looked.LastOrDefault(run => run.Info.RunId == ids[0]));
    }
}
