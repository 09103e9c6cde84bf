using Binnacle.Tracking;
using Microsoft.Extensions.Logging;

namespace Binnacle.Server.Live;

/// <summary>Follows runs for the pages that show them, whoever writes them: this server, or another process on the same store.</summary>
internal sealed class LiveRuns
{
    private readonly LiveSources<string, Run> _runs;

    public LiveRuns(WholeStore store, MetricFeed feed, TimeProvider time, ILogger<LiveRuns> logger)
    {
        _runs = new(id => new LiveSource<Run>(stop => ReadAsync(store.Store, id, stop), IsSame, run => run.Info.Status.IsTerminal(), time, logger));
        feed.Logged += _runs.Wake;
    }

    /// <summary>Calls <paramref name="changed"/> with the run after each change until the result is disposed.</summary>
    public IDisposable Watch(string runId, Func<LiveState<Run>, Task> changed) => _runs.Watch(runId, changed);

    /// <summary>Looks at a run at once, for it was changed here.</summary>
    public void Wake(string runId) => _runs.Wake(runId);

    private static bool IsSame(Run now, Run before) =>
        now.Info == before.Info && IsSame(now.Metrics, before.Metrics) && IsSame(now.Tags, before.Tags) && IsSame(now.Params, before.Params)
        && now.Datasets.Count == before.Datasets.Count && now.ModelOutputs.Count == before.ModelOutputs.Count;

    private static bool IsSame<T>(IReadOnlyDictionary<string, T> now, IReadOnlyDictionary<string, T> before) =>
        now.Count == before.Count && now.All(item => before.TryGetValue(item.Key, out T? value) && EqualityComparer<T>.Default.Equals(item.Value, value));

    // Reading can be work of the disk: the page's own thread is not kept.
    private static Task<Run> ReadAsync(ITrackingStore store, string id, CancellationToken stop) =>
        Task.Run(() => store.GetRunAsync(id, stop), stop);
}
