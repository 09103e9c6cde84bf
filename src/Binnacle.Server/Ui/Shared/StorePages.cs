using Binnacle.Tracking;

namespace Binnacle.Server.Ui.Shared;

/// <summary>Whole answers from a store that gives pages.</summary>
internal static class StorePages
{
    /// <summary>All runs that match, over as many pages as there are.</summary>
    public static ValueTask<List<Run>> AllRunsAsync(this ITrackingStore store, RunQuery query, CancellationToken cancellationToken = default) =>
        PagedSearch.AllAsync((token, stop) => store.SearchRunsAsync(query with { MaxResults = RunQuery.LargestPage, PageToken = token }, stop), query.PageToken, cancellationToken)
            .ToListAsync(cancellationToken);

    /// <summary>All experiments of a lifecycle stage, newest first.</summary>
    public static ValueTask<List<Experiment>> AllExperimentsAsync(
        this ITrackingStore store, ViewType view = ViewType.ActiveOnly, CancellationToken cancellationToken = default) =>
        PagedSearch.AllAsync((token, stop) => store.SearchExperimentsAsync(new ExperimentQuery { View = view, PageToken = token }, stop), cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
}
