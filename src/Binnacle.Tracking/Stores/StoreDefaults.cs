namespace Binnacle.Tracking;

/// <summary>What a store that has no quicker way does for a table over many runs.</summary>
internal static class StoreDefaults
{
    public static async Task<IReadOnlyList<string>> ListRunIdsAsync(ITrackingStore store, RunQuery query, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        await foreach (Run run in AllAsync(store, query, cancellationToken))
            ids.Add(run.Info.RunId);
        return ids;
    }

    public static async Task<IReadOnlyList<Run>> GetRunsAsync(ITrackingStore store, IReadOnlyList<string> runIds, CancellationToken cancellationToken)
    {
        List<Run> runs = [];
        foreach (string runId in runIds)
        {
            try
            {
                runs.Add(await store.GetRunAsync(runId, cancellationToken));
            }
            catch (TrackingException error) when (error.ErrorCode == ErrorCodes.ResourceDoesNotExist)
            {
                // It was erased meanwhile.
            }
        }

        return runs;
    }

    public static async Task<RunKeys> ListRunKeysAsync(ITrackingStore store, string experimentId, CancellationToken cancellationToken)
    {
        List<Run> runs = [];
        await foreach (Run run in AllAsync(store, new RunQuery { ExperimentIds = [experimentId], View = ViewType.All }, cancellationToken))
            runs.Add(run);
        return RunKeys.Of(runs);
    }

    public static async Task<IReadOnlyList<MetricSummary>> SummarizeMetricsAsync(
        ITrackingStore store, IReadOnlyList<string> runIds, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        List<MetricSummary> summaries = [];
        foreach (string runId in runIds)
        {
            foreach (string key in keys)
            {
                if (MetricSummary.Of(runId, key, (await store.GetMetricHistoryAsync(runId, key, cancellationToken: cancellationToken)).Items) is { } summary)
                    summaries.Add(summary);
            }
        }

        return summaries;
    }

    private static IAsyncEnumerable<Run> AllAsync(ITrackingStore store, RunQuery query, CancellationToken cancellationToken) => PagedSearch.AllAsync(
        (token, stop) => store.SearchRunsAsync(query with { MaxResults = RunQuery.LargestPage, PageToken = token }, stop), cancellationToken: cancellationToken);
}
