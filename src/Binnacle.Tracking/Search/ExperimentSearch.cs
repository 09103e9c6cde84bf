namespace Binnacle.Tracking;

internal sealed class ExperimentSearch(ExperimentQuery query)
{
    public PagedList<Experiment> Page(IEnumerable<Experiment> experiments) => Paging.Page(
        [.. experiments.OrderByDescending(e => e.CreationTime).ThenBy(e => e.ExperimentId, StringComparer.Ordinal)], query.MaxResults, query.PageToken);
}
