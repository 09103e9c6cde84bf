namespace Binnacle.Tracking;

/// <summary>A search for registered models, versions or logged models in memory. The query is checked when the search is made.</summary>
internal sealed class ModelSearch<T>
{
    private readonly FilterNode? _filter;
    private readonly OrderClause[] _order;
    private readonly Func<T, FilterKey, FieldValue> _valueOf;
    private readonly Comparison<T> _ties;
    private readonly ModelQuery _query;

    public ModelSearch(
        ModelQuery query, ModelFilterSchema schema, Func<T, FilterKey, FieldValue> valueOf, Comparison<T> ties, IEnumerable<OrderClause>? order = null)
    {
        FilterNode? filter = FilterParser.Parse(query.Filter, schema, query.Dialect);
        _filter = schema == ModelFilterSchema.LoggedModels ? filter : PromptFilter.Apply(filter);
        _order = [.. order ?? query.OrderBy.Select(text => OrderClause.Parse(text, schema))];
        (_query, _valueOf, _ties) = (query, valueOf, ties);
    }

    public PagedList<T> Page(IEnumerable<T> items)
    {
        T[] found = [.. items.Where(item => _filter is null || _filter.Test(key => _valueOf(item, key)) == true)];
        Array.Sort(found, Compare);
        return Paging.Page(found, _query.MaxResults, _query.PageToken);
    }

    private int Compare(T left, T right)
    {
        foreach (OrderClause clause in _order)
        {
            int order = clause.Compare(_valueOf(left, clause.Key), _valueOf(right, clause.Key));
            if (order != 0)
                return order;
        }

        return _ties(left, right);
    }
}
