using System.Collections.Concurrent;
using Binnacle.Tracking;

namespace Binnacle.Server.Security.Users;

/// <summary>Which experiment a run belongs to. A run never moves, so that it is asked for once.</summary>
internal sealed class RunPlaces
{
    private const int MaxKept = 100_000;
    private readonly ConcurrentDictionary<string, string> _experiments = new(StringComparer.Ordinal);

    public async ValueTask<string> ExperimentOfAsync(ITrackingStore store, string runId, CancellationToken cancellationToken)
    {
        if (_experiments.TryGetValue(runId, out string? known))
            return known;
        string experiment = (await store.GetRunAsync(runId, cancellationToken)).Info.ExperimentId;
        if (_experiments.Count >= MaxKept)
            _experiments.Clear();
        return _experiments[runId] = experiment;
    }
}
