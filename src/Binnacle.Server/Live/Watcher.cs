using System.Threading.Channels;
using Binnacle.Tracking;

namespace Binnacle.Server.Live;

/// <summary>What one watcher has not been told yet. One that is slow misses points, and is told that it did.</summary>
/// <param name="stop">Called when it is disposed.</param>
internal sealed class Watcher(Action<Watcher> stop) : IDisposable
{
    private const int MaxWaiting = 10_000;
    private readonly Channel<Metric> _points = Channel.CreateBounded<Metric>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private int _lost;

    public ChannelReader<Metric> Points => _points.Reader;

    public void Offer(IReadOnlyList<Metric> metrics)
    {
        foreach (Metric metric in metrics)
        {
            if (_points.Reader.Count >= MaxWaiting)
                Interlocked.Increment(ref _lost);
            else
                _points.Writer.TryWrite(metric);
        }
    }

    /// <summary>How many points were lost since it was last asked.</summary>
    public int TakeLost() => Interlocked.Exchange(ref _lost, 0);

    public void Dispose() => stop(this);
}
