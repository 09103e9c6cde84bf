namespace Binnacle.Tracking;

/// <summary>Which runs to find, and in which order.</summary>
public sealed record RunQuery
{
    /// <summary>Greatest page size a store gives.</summary>
    public const int LargestPage = 50_000;

    /// <summary>The experiments to look in. Unknown ids are ignored; none finds nothing.</summary>
    public IReadOnlyList<string> ExperimentIds { get; init; } = [];

    /// <summary>Condition in MLflow's search syntax, for example <c>metrics.loss &lt; 0.1 AND tags.team = "red"</c>. Null or empty: all.</summary>
    public string? Filter { get; init; }

    /// <summary>Which filter texts are accepted. Default: <see cref="FilterDialect.Extended"/>.</summary>
    public FilterDialect Dialect { get; init; } = FilterDialect.Extended;

    /// <summary>Order, for example <c>metrics.loss ASC</c>. Ties, and the default: newest start first, then run id.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Which lifecycle stages to show. Default: active ones.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Page size. Default: 1,000; at most <see cref="LargestPage"/>.</summary>
    public int MaxResults { get; init; } = 1000;

    /// <summary>The page to give, from <see cref="PagedList{T}.NextPageToken"/>. Default: the first.</summary>
    public string? PageToken { get; init; }
}
