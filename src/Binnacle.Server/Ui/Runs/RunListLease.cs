using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>A page's hold on a shared list; while there is one, the list follows the store.</summary>
internal sealed class RunListLease : IDisposable
{
    private readonly SharedRunList _list;
    private readonly ITrackingStore _store;
    private Action? _changed;
    private bool _disposed;

    public RunListLease(SharedRunList list, ITrackingStore store)
    {
        _list = list;
        _store = store;
    }

    /// <summary>The list as it is now.</summary>
    public RunList Current => _list.Current;

    /// <summary>Why the list could not be brought up to date; null when it could.</summary>
    public TrackingException? Fault => _list.Fault;

    /// <summary>Calls back when the store has changed and the list, if need be, with it.</summary>
    public void Follow(Action changed)
    {
        _changed = changed;
        _list.Follow(changed, _store);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (_changed is not null)
            _list.Unfollow(_changed);
        _list.RemoveLease();
    }
}
