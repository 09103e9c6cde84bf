using System.Collections.Concurrent;
using Binnacle.Tracking;

namespace Binnacle.Server.Live;

/// <summary>Passes the points that clients log on to those who watch their run.</summary>
internal sealed class MetricFeed
{
    private readonly ConcurrentDictionary<string, Watcher[]> _watchers = new(StringComparer.Ordinal);

    /// <summary>Called with the id of a run that has new points.</summary>
    public event Action<string>? Logged;

    public void Publish(string runId, IReadOnlyList<Metric> metrics)
    {
        if (_watchers.TryGetValue(runId, out Watcher[]? watchers))
        {
            foreach (Watcher watcher in watchers)
                watcher.Offer(metrics);
        }

        Logged?.Invoke(runId);
    }

    /// <summary>Watches a run until the watcher is disposed.</summary>
    public Watcher Watch(string runId)
    {
        Watcher watcher = new(gone => Remove(runId, gone));
        _watchers.AddOrUpdate(runId, [watcher], (_, old) => [.. old, watcher]);
        return watcher;
    }

    private void Remove(string runId, Watcher gone)
    {
        while (_watchers.TryGetValue(runId, out Watcher[]? old))
        {
            Watcher[] rest = [.. old.Where(watcher => watcher != gone)];
            bool done = rest.Length == 0
                ? _watchers.TryRemove(KeyValuePair.Create(runId, old))
                : _watchers.TryUpdate(runId, rest, old);
            if (done)
                return;
        }
    }
}
