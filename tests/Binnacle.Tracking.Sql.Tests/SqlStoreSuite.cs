using System.Collections.Concurrent;
using Binnacle.Tracking.Tests.Stores;

namespace Binnacle.Tracking.Sql.Tests;

/// <summary>What every database must do.</summary>
public abstract class SqlStoreSuite : TrackingStoreSuite
{
    private readonly ConcurrentBag<SqlTrackingStore> _opened = [];

    protected abstract string Address { get; }

    protected virtual SqlStoreOptions Options => new() { ArtifactRoot = Folder["artifacts"] };

    /// <summary>MLflow's tables hold no infinities.</summary>
    protected override double Infinity => double.MaxValue;

    protected override ITrackingStore OpenStore()
    {
        SqlTrackingStore store = new(Address, Options);
        _opened.Add(store);
        return store;
    }

    protected override void Close()
    {
        foreach (SqlTrackingStore store in _opened)
            store.Dispose();
    }
}
