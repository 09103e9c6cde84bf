using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A list that several pages look at: read once for all of them, again when the store has changed.</summary>
internal sealed class SharedRunList(RunListKey key, StoreWatch watch, TimeProvider time) : IDisposable
{
    // A list that takes 100 ms to read is read at most every 400 ms: the store is there for those who write, too.
    private const int RestPerWork = 3;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Lock _lock = new();
    private readonly List<(Action Changed, ITrackingStore Store)> _followers = [];
    private IDisposable? _subscription;
    private int _leases;
    private int _dirty = 1;
    private int _refreshing;
    private string? _stamp;

    public RunList Current { get; private set; } = RunList.Empty;

    public TrackingException? Fault { get; private set; }

    public long LastUsed { get; private set; }

    public bool IsUsed => Volatile.Read(ref _leases) > 0;

    public void Dispose() => _reading.Dispose();

    public void AddLease()
    {
        LastUsed = time.GetTimestamp();
        Interlocked.Increment(ref _leases);
    }

    public void RemoveLease()
    {
        LastUsed = time.GetTimestamp();
        Interlocked.Decrement(ref _leases);
    }

    /// <summary>Reads the list if the store has changed since it was read last.</summary>
    public async Task UpdateAsync(ITrackingStore store, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            // Times pass without a write: a list of the last hour is never known to be right.
            string? stamp = await store.GetChangeStampAsync(cancellationToken);
            if (Interlocked.Exchange(ref _dirty, 0) == 0 && stamp is not null && stamp == _stamp && key.Since is null)
                return;
            RunList read = await RunListReader.ReadAsync(store, key, time, cancellationToken);
            if (!read.SameAs(Current))
                Current = read;
            _stamp = stamp;
            Fault = null;
        }
        catch
        {
            Volatile.Write(ref _dirty, 1);
            throw;
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Follow(Action changed, ITrackingStore store)
    {
        lock (_lock)
        {
            _followers.Add((changed, store));
            _subscription ??= watch.Subscribe(() => _ = RefreshAsync());
        }
    }

    public void Unfollow(Action changed)
    {
        lock (_lock)
        {
            _followers.RemoveAll(follower => follower.Changed == changed);
            if (_followers.Count > 0)
                return;
            _subscription?.Dispose();
            _subscription = null;
        }
    }

    private async Task RefreshAsync()
    {
        Volatile.Write(ref _dirty, 1);
        if (Interlocked.Exchange(ref _refreshing, 1) == 1)
            return;
        try
        {
            while (Volatile.Read(ref _dirty) == 1 && Followers() is { Length: > 0 } followers)
            {
                long start = time.GetTimestamp();
                await TryUpdateAsync(followers[0].Store);
                foreach ((Action changed, _) in followers)
                    changed();
                await Task.Delay(time.GetElapsedTime(start) * RestPerWork, time);
            }
        }
        finally
        {
            Volatile.Write(ref _refreshing, 0);
        }
    }

    private async Task TryUpdateAsync(ITrackingStore store)
    {
        try
        {
            await UpdateAsync(store, CancellationToken.None);
        }
        catch (TrackingException error)
        {
            // The pages keep what they show and say why it may be old; the next change of the store tries again.
            Fault = error;
            Volatile.Write(ref _dirty, 0);
        }
    }

    private (Action Changed, ITrackingStore Store)[] Followers()
    {
        lock (_lock)
            return [.. _followers];
    }
}
