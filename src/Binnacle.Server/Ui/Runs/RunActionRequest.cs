using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A confirmed action.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Key">The tag's name.</param>
/// <param name="Value">The tag's value.</param>
public sealed record RunActionRequest(RunAction Action, string Key = "", string Value = "")
{
    /// <summary>Does it with one run. A run that already is as wanted stays so.</summary>
    internal async Task ApplyAsync(ITrackingStore store, string runId)
    {
        if (Action == RunAction.Tag)
        {
            await store.SetTagAsync(runId, new Tag(Key, Value));
            return;
        }

        LifecycleStage wanted = Action == RunAction.Delete ? LifecycleStage.Deleted : LifecycleStage.Active;
        if ((await store.GetRunAsync(runId)).Info.LifecycleStage == wanted)
            return;
        await (wanted == LifecycleStage.Deleted ? store.DeleteRunAsync(runId) : store.RestoreRunAsync(runId));
    }

    internal string Said(int runs)
    {
        string count = runs == 1 ? "1 run is" : $"{NumberText.Count(runs)} runs are";
        return Action switch
        {
            RunAction.Tag => $"{count} tagged with {Key}.",
            RunAction.Delete => $"{count} deleted.",
            _ => $"{count} restored.",
        };
    }
}
