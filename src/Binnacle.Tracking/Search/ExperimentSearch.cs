namespace Binnacle.Tracking;

/// <summary>A search for experiments in memory. The query is checked when the search is made.</summary>
internal sealed class ExperimentSearch
{
    private readonly ExperimentQuery _query;
    private readonly FilterNode? _filter;
    private readonly OrderClause[] _order;

    public ExperimentSearch(ExperimentQuery query)
    {
        SearchLimits.CheckPage(query.MaxResults);
        _query = query;
        _filter = FilterParser.Parse(query.Filter, ExperimentFilterSchema.Instance, query.Dialect);
        _order = [.. query.OrderBy.Select(text => OrderClause.Parse(text, ExperimentFilterSchema.Instance))];
    }

    public PagedList<Experiment> Page(IEnumerable<Experiment> experiments)
    {
        Experiment[] found = [.. experiments.Where(Matches)];
        Array.Sort(found, Compare);
        return Paging.Page(found, _query.MaxResults, _query.PageToken);
    }

    private bool Matches(Experiment experiment) =>
        _query.View.Shows(experiment.LifecycleStage) && (_filter is null || _filter.Test(key => ValueOf(experiment, key)) == true);

    private int Compare(Experiment left, Experiment right)
    {
        foreach (OrderClause clause in _order)
        {
            int order = clause.Compare(ValueOf(left, clause.Key), ValueOf(right, clause.Key));
            if (order != 0)
                return order;
        }

        int newest = Nullable.Compare(right.CreationTime, left.CreationTime);
        return newest != 0 ? newest : string.CompareOrdinal(left.ExperimentId, right.ExperimentId);
    }

    private static FieldValue ValueOf(Experiment experiment, FilterKey key) => (key.Entity, key.Name) switch
    {
        (FilterEntity.Tag, _) => FieldValue.Of(experiment.Tags.GetValueOrDefault(key.Name)),
        (_, "name") => FieldValue.Of(experiment.Name),
        (_, "experiment_id") => FieldValue.Of(experiment.ExperimentId),
        (_, "creation_time") => FieldValue.Of((double?)experiment.CreationTime),
        _ => FieldValue.Of((double?)experiment.LastUpdateTime),
    };
}
