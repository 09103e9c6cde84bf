namespace Binnacle.Tracking;

/// <summary>A search for runs in memory. The query is checked when the search is made.</summary>
internal sealed class RunSearch
{
    private readonly RunQuery _query;
    private readonly FilterNode? _filter;
    private readonly OrderClause[] _order;

    public RunSearch(RunQuery query)
    {
        SearchLimits.CheckPage(query.MaxResults);
        _query = query;
        _filter = FilterParser.Parse(query.Filter, RunFilterSchema.Instance, query.Dialect);
        _order = [.. query.OrderBy.Select(text => OrderClause.Parse(text, RunFilterSchema.Instance))];
        if (Array.Exists(_order, clause => clause.Key.Entity == FilterEntity.Dataset))
            throw TrackingException.Invalid("Invalid order_by entity type 'dataset'");
    }

    public PagedList<Run> Page(IEnumerable<Run> runs)
    {
        Run[] found = [.. runs.Where(Matches)];
        Array.Sort(found, Compare);
        return Paging.Page(found, _query.MaxResults, _query.PageToken);
    }

    private bool Matches(Run run) =>
        _query.View.Shows(run.Info.LifecycleStage) && (_filter is null || _filter.Test(key => ValueOf(run, key)) == true);

    private int Compare(Run left, Run right)
    {
        foreach (OrderClause clause in _order)
        {
            int order = clause.Compare(ValueOf(left, clause.Key), ValueOf(right, clause.Key));
            if (order != 0)
                return order;
        }

        int newest = Nullable.Compare(right.Info.StartTime, left.Info.StartTime);
        return newest != 0 ? newest : string.CompareOrdinal(left.Info.RunId, right.Info.RunId);
    }

    private static FieldValue ValueOf(Run run, FilterKey key) => key.Entity switch
    {
        FilterEntity.Metric => run.Metrics.TryGetValue(key.Name, out Metric metric) ? FieldValue.Of(metric.Value) : FieldValue.Missing,
        FilterEntity.Parameter => FieldValue.Of(run.Params.GetValueOrDefault(key.Name)),
        FilterEntity.Tag => FieldValue.Of(run.Tags.GetValueOrDefault(key.Name)),
        FilterEntity.Dataset => FieldValue.Of([.. run.Datasets.Select(input => DatasetField(input, key.Name)).OfType<string>()]),
        _ => Attribute(run, key.Name),
    };

    private static string? DatasetField(DatasetInput input, string field) => field switch
    {
        "name" => input.Dataset.Name,
        "digest" => input.Dataset.Digest,
        _ => input.Tags.GetValueOrDefault(ReservedTags.DatasetContext),
    };

    private static FieldValue Attribute(Run run, string name) => name switch
    {
        "run_id" => FieldValue.Of(run.Info.RunId),
        "run_name" => FieldValue.Of(run.Tags.GetValueOrDefault(ReservedTags.RunName) ?? run.Info.RunName),
        "status" => FieldValue.Of(run.Info.Status.ToName()),
        "user_id" => FieldValue.Of(run.Info.UserId),
        "artifact_uri" => FieldValue.Of(run.Info.ArtifactUri),
        "start_time" => FieldValue.Of((double?)run.Info.StartTime),
        _ => FieldValue.Of((double?)run.Info.EndTime),
    };
}
