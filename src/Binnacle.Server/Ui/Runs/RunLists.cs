using Binnacle.Server.Ui.Shared;
using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Runs;

/// <summary>The lists that open pages look at. Pages with the same view share one, kept a while for those that come back.</summary>
internal sealed class RunLists(StoreWatch watch, TimeProvider time)
{
    private const int MostKept = 24;
    private readonly Lock _lock = new();
    private readonly Dictionary<RunListKey, SharedRunList> _lists = [];

    /// <summary>The list of a view, up to date.</summary>
    /// <exception cref="TrackingException">The filter is refused, or the store cannot be read.</exception>
    public async Task<RunListLease> OpenAsync(ITrackingStore store, RunListKey key, CancellationToken cancellationToken)
    {
        SharedRunList list;
        lock (_lock)
        {
            if (!_lists.TryGetValue(key, out list!))
            {
                DropUnused();
                _lists[key] = list = new SharedRunList(key, watch, time);
            }

            list.AddLease();
        }

        RunListLease lease = new(list, store);
        try
        {
            await list.UpdateAsync(store, cancellationToken);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private void DropUnused()
    {
        foreach (RunListKey unused in _lists.Where(item => !item.Value.IsUsed).OrderBy(item => item.Value.LastUsed)
            .Take(Math.Max(0, _lists.Count - MostKept + 1)).Select(item => item.Key).ToArray())
        {
            if (_lists.Remove(unused, out SharedRunList? list))
                list.Dispose();
        }
    }
}
