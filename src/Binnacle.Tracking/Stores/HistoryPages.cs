namespace Binnacle.Tracking;

/// <summary>Histories that are asked for page by page: read and put in order for the first page, not again for each of the others.</summary>
/// <remarks>
/// A page that follows within ten seconds shows the history as it was for the page before; later it is read again. What is kept is bounded,
/// and dropped with the last page or by itself. Thread-safe.
/// </remarks>
internal sealed class HistoryPages
{
    /// <summary>So many points are kept at most, 12 MB.</summary>
    public const int MostPoints = 500_000;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string RunId, string Key), Kept> _kept = [];
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    public HistoryPages(TimeProvider time)
    {
        _time = time;
        _sweep = time.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A page of a history; null when the history was not read.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="size">How many points at most; null for all.</param>
    /// <param name="token">Token of the page; null for the first one.</param>
    /// <param name="read">Gives all points in order; null when they are too many to be read at once.</param>
    /// <exception cref="TrackingException">The size is not positive, or the token is none of ours.</exception>
    public PagedList<Metric>? Page(string runId, string key, int? size, string? token, Func<PointList?> read)
    {
        if (size is { } asked)
            SearchLimits.CheckPositive(asked);
        int start = Paging.StartOf(token);
        if ((start == 0 ? null : Find(runId, key)) is not { } points && (points = read()) is null)
            return null;
        start = Math.Min(start, points.Count);
        int count = Math.Min(size ?? int.MaxValue, points.Count - start);
        if (start + count == points.Count)
        {
            Forget(runId, key);
            return new PagedList<Metric>(start == 0 ? points : new ListPage<Metric>(points, start, count), null);
        }

        Keep(runId, key, points);
        return new PagedList<Metric>(new ListPage<Metric>(points, start, count), Paging.TokenOf(start + count));
    }

    private PointList? Find(string runId, string key)
    {
        lock (_gate)
            return _kept.TryGetValue((runId, key), out Kept? kept) && kept.Until > _time.GetUtcNow() ? kept.Points : null;
    }

    private void Keep(string runId, string key, PointList points)
    {
        if (points.Count > MostPoints)
            return;
        lock (_gate)
        {
            _kept.Remove((runId, key));
            if (_kept.Values.Sum(kept => kept.Points.Count) + points.Count > MostPoints)
                _kept.Clear();
            _kept[(runId, key)] = new Kept(points, _time.GetUtcNow() + Life);
            _sweep.Change(Life, Life);
        }
    }

    private void Forget(string runId, string key)
    {
        lock (_gate)
            _kept.Remove((runId, key));
    }

    private void Sweep()
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            foreach ((var history, _) in _kept.Where(kept => kept.Value.Until <= now).ToArray())
                _kept.Remove(history);
            if (_kept.Count == 0)
                _sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed record Kept(PointList Points, DateTimeOffset Until);
}
