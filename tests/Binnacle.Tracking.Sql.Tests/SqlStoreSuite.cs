using System.Collections.Concurrent;
using Binnacle.Tracking.Tests.Stores;
using Xunit;

namespace Binnacle.Tracking.Sql.Tests;

/// <summary>What every database must do.</summary>
public abstract class SqlStoreSuite : TrackingStoreSuite
{
    private readonly ConcurrentBag<SqlTrackingStore> _opened = [];

    protected abstract string Address { get; }

    protected virtual SqlStoreOptions Options => new() { ArtifactRoot = Folder["artifacts"] };

    /// <summary>MLflow's tables hold no infinities.</summary>
    protected override double Infinity => double.MaxValue;

    [Fact]
    public async Task A_full_page_of_runs_is_followed_by_another_one_as_in_MLflow()
    {
        for (int i = 0; i < 4; i++)
            await Store.CreateRunAsync(new RunCreation());
        RunQuery query = new() { ExperimentIds = ["0"], MaxResults = 2 };
        PagedList<Run> first = await Store.SearchRunsAsync(query);
        PagedList<Run> second = await Store.SearchRunsAsync(query with { PageToken = first.NextPageToken });
        Assert.Equal(2, second.Items.Count);
        PagedList<Run> third = await Store.SearchRunsAsync(query with { PageToken = second.NextPageToken });
        Assert.Empty(third.Items);
        Assert.Null(third.NextPageToken);
        Assert.Null((await Store.SearchRunsAsync(query with { MaxResults = 5 })).NextPageToken);
    }

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
