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
    public async Task A_last_page_of_runs_that_is_full_has_no_token_as_in_MLflow_3_11()
    {
        for (int i = 0; i < 4; i++)
            await Store.CreateRunAsync(new RunCreation());
        RunQuery query = new() { ExperimentIds = ["0"], MaxResults = 2 };
        PagedList<Run> first = await Store.SearchRunsAsync(query);
        PagedList<Run> second = await Store.SearchRunsAsync(query with { PageToken = first.NextPageToken });
        Assert.Equal(2, second.Items.Count);
        Assert.Null(second.NextPageToken);
        Assert.Null((await Store.SearchRunsAsync(query with { MaxResults = 5 })).NextPageToken);
    }

    [Fact]
    public async Task Data_sets_of_a_run_come_in_the_order_in_which_they_were_logged()
    {
        string run = (await Store.CreateRunAsync(new RunCreation())).Info.RunId;
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"data {i * 7 % 20}")];
        foreach (string[] part in names.Chunk(6))
            await Store.LogInputsAsync(run, [.. part.Select(name => new DatasetInput(new Dataset(name, "1", "local", "{}"), new Dictionary<string, string>()))]);
        Assert.Equal(names, (await Store.GetRunAsync(run)).Datasets.Select(input => input.Dataset.Name));
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
