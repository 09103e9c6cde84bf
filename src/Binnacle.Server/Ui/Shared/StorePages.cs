using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Shared;

/// <summary>Whole answers from a store that gives pages.</summary>
internal static class StorePages
{
    /// <summary>All runs that match, over as many pages as there are.</summary>
    public static async Task<List<Run>> AllRunsAsync(this ITrackingStore store, RunQuery query, CancellationToken cancellationToken = default)
    {
        List<Run> runs = [];
        query = query with { MaxResults = RunQuery.LargestPage };
        do
        {
            PagedList<Run> page = await store.SearchRunsAsync(query, cancellationToken);
            runs.AddRange(page.Items);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);
        return runs;
    }

    /// <summary>All experiments of a lifecycle stage, newest first.</summary>
    public static async Task<List<Experiment>> AllExperimentsAsync(
        this ITrackingStore store, ViewType view = ViewType.ActiveOnly, CancellationToken cancellationToken = default)
    {
        List<Experiment> experiments = [];
        ExperimentQuery query = new() { View = view };
        do
        {
            PagedList<Experiment> page = await store.SearchExperimentsAsync(query, cancellationToken);
            experiments.AddRange(page.Items);
            query = query with { PageToken = page.NextPageToken };
        }
        while (query.PageToken is not null);
        return experiments;
    }
}
