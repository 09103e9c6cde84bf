using Binnacle.Server.Live;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Shared;

/// <summary>Looks, once for all open pages, whether anything was written to the store, by whichever program.</summary>
/// <remarks>
/// A store with a stamp is asked for it four times a second, which costs next to nothing. Of others it is not known: they count as
/// changed once a second. While nobody listens, nobody looks.
/// </remarks>
internal sealed class StoreWatch(ITrackingStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan StampInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BlindInterval = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly List<Action> _listeners = [];
    private CancellationTokenSource? _stop;

    /// <summary>Calls back after each change until the subscription is disposed. The callback must be quick and must not throw.</summary>
    public IDisposable Subscribe(Action changed)
    {
        lock (_lock)
        {
            _listeners.Add(changed);
            if (_stop is null)
            {
                _stop = new CancellationTokenSource();
                _ = WatchAsync(_stop.Token);
            }
        }

        return new Watch(() => Unsubscribe(changed));
    }

    /// <summary>Stops looking.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _stop?.Cancel();
            _stop?.Dispose();
            _stop = null;
            _listeners.Clear();
        }
    }

    private void Unsubscribe(Action changed)
    {
        lock (_lock)
        {
            _listeners.Remove(changed);
            if (_listeners.Count > 0)
                return;
            _stop?.Cancel();
            _stop?.Dispose();
            _stop = null;
        }
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        string? last = null;
        bool wasBlind = false;
        try
        {
            while (true)
            {
                string? stamp = await StampAsync(stop);
                // A store that is back may be as it was: those who could not read it must try again.
                if (stamp is null || wasBlind || (last is not null && stamp != last))
                    Tell();
                (last, wasBlind) = (stamp, stamp is null);
                await Task.Delay(stamp is null ? BlindInterval : StampInterval, time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The last listener is gone.
        }
    }

    private async Task<string?> StampAsync(CancellationToken stop)
    {
        try
        {
            return await store.GetChangeStampAsync(stop);
        }
        catch (TrackingException)
        {
            // The listeners read, and tell why it does not work.
            return null;
        }
    }

    private void Tell()
    {
        Action[] listeners;
        lock (_lock)
            listeners = [.. _listeners];
        foreach (Action listener in listeners)
            listener();
    }
}
