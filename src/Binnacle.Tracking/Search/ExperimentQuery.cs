namespace Binnacle.Tracking;

/// <summary>Which experiments to find, and in which order.</summary>
public sealed record ExperimentQuery
{
    /// <summary>Condition over <c>name</c>, <c>creation_time</c>, <c>last_update_time</c> and <c>tags.…</c>. Null or empty: all.</summary>
    public string? Filter { get; init; }

    /// <summary>Which filter texts are accepted. Default: <see cref="FilterDialect.Extended"/>.</summary>
    public FilterDialect Dialect { get; init; } = FilterDialect.Extended;

    /// <summary>Order, for example <c>name ASC</c>. Default: newest first, then id.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Which lifecycle stages to show. Default: active ones.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Page size. Default: 1,000; at most <see cref="RunQuery.LargestPage"/>.</summary>
    public int MaxResults { get; init; } = 1000;

    /// <summary>The page to give. Default: the first.</summary>
    public string? PageToken { get; init; }
}
