namespace Binnacle.Tracking;

internal sealed class RunSearch(RunQuery query)
{
    public PagedList<Run> Page(IEnumerable<Run> runs) => Paging.Page(
        [.. runs.Where(r => query.View.Shows(r.Info.LifecycleStage)).OrderByDescending(r => r.Info.StartTime).ThenBy(r => r.Info.RunId, StringComparer.Ordinal)],
        query.MaxResults, query.PageToken);
}
