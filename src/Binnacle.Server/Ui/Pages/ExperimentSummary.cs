using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Pages;

/// <summary>What the list of experiments tells of each.</summary>
/// <param name="Runs">How many active runs it has.</param>
/// <param name="Running">How many of them are being written.</param>
/// <param name="Latest">The run that started last; null without runs.</param>
internal sealed record ExperimentSummary(int Runs, int Running, Run? Latest)
{
    public static async Task<ExperimentSummary> ReadAsync(ITrackingStore store, string experimentId)
    {
        List<Run> runs = await store.AllRunsAsync(new RunQuery { ExperimentIds = [experimentId] });
        return new ExperimentSummary(
            runs.Count,
            runs.Count(run => run.Info.Status == RunStatus.Running && RunOwner.IsAlive(run)),
            runs.MaxBy(run => run.Info.StartTime ?? 0));
    }
}
