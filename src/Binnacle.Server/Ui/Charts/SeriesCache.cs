using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Charts;

/// <summary>Sampled series that pages asked for lately, so that several pages, and several looks, read a history once.</summary>
/// <remarks>Good as long as the metric's latest point is the same; what was not used for longest is dropped.</remarks>
internal sealed class SeriesCache
{
    private const int MostPoints = 500_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, LinkedListNode<(Key Key, Task<ChartSeries> Series)>> _known = [];
    private readonly LinkedList<(Key Key, Task<ChartSeries> Series)> _lately = [];
    private int _points;

    /// <summary>The series of a run that <paramref name="store"/> lets the page read.</summary>
    public Task<ChartSeries> GetAsync(ITrackingStore store, Run run, string metric, SeriesRequest request)
    {
        Key key = new(run.Info.RunId, metric, run.Metrics[metric], request);
        lock (_gate)
        {
            if (_known.TryGetValue(key, out var node) && !node.Value.Series.IsFaulted)
            {
                _lately.Remove(node);
                _lately.AddFirst(node);
                return node.Value.Series;
            }

            Task<ChartSeries> series = Task.Run(() => ReadAsync(store, key));
            _known[key] = _lately.AddFirst((key, series));
            _points += MetricSeries.MostPoints;
            while (_points > MostPoints && _lately.Last is { } oldest)
            {
                _lately.RemoveLast();
                _known.Remove(oldest.Value.Key);
                _points -= MetricSeries.MostPoints;
            }

            return series;
        }
    }

    private static async Task<ChartSeries> ReadAsync(ITrackingStore store, Key key)
    {
        IReadOnlyList<Metric> points = (await store.GetMetricHistoryAsync(key.Run, key.Metric)).Items;
        if (!IsOrdered(points))
            points = [.. points.OrderBy(point => point.Step).ThenBy(point => point.Timestamp)];
        return MetricSeries.Of(key.Run, points, key.Request);
    }

    private static bool IsOrdered(IReadOnlyList<Metric> points)
    {
        for (int i = 1; i < points.Count; i++)
        {
            if ((points[i - 1].Step, points[i - 1].Timestamp).CompareTo((points[i].Step, points[i].Timestamp)) > 0)
                return false;
        }

        return true;
    }

    private sealed record Key(string Run, string Metric, Metric Latest, SeriesRequest Request);
}
