namespace Binnacle.Tracking;

/// <summary>Tells which points a store has already, where an answer was lost or a process was killed: none is to be there twice.</summary>
internal sealed class SentPoints(ITrackingStore store, string runId)
{
    private readonly Dictionary<string, HashSet<Metric>> _histories = new(StringComparer.Ordinal);

    /// <summary>A batch without the points that are there. Parameters and tags may be sent again.</summary>
    public async Task<RunBatch> WithoutThemAsync(RunBatch batch, CancellationToken cancellationToken)
    {
        List<Metric> missing = [];
        foreach (Metric point in batch.Metrics)
        {
            if (!_histories.TryGetValue(point.Key, out HashSet<Metric>? there))
                _histories[point.Key] = there = [.. (await store.GetMetricHistoryAsync(runId, point.Key, cancellationToken: cancellationToken)).Items.Select(AsRead)];
            if (!there.Contains(AsRead(point)))
                missing.Add(point);
        }

        return batch with { Metrics = missing };
    }

    /// <summary>Databases hold the greatest number in the place of infinity, and histories have no links.</summary>
    private static Metric AsRead(Metric point) => point with { Value = Math.Clamp(point.Value, double.MinValue, double.MaxValue), Link = null };
}
