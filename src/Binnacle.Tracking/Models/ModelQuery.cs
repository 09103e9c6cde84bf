namespace Binnacle.Tracking;

/// <summary>Which registered models or model versions to find, and in which order.</summary>
public sealed record ModelQuery
{
    /// <summary>
    /// Condition over <c>name</c> and <c>tags.…</c>; for versions also <c>run_id</c>, <c>source_path</c> and <c>version_number</c>. Null or empty: all.
    /// </summary>
    public string? Filter { get; init; }

    /// <summary>Which filter texts are accepted. Default: <see cref="FilterDialect.Extended"/>.</summary>
    public FilterDialect Dialect { get; init; } = FilterDialect.Extended;

    /// <summary>Order, for example <c>last_updated_timestamp DESC</c>. Default: models by name; versions by their last change, newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>Page size. Default: 100; at most 1,000 models or 200,000 versions.</summary>
    public int MaxResults { get; init; } = 100;

    /// <summary>The page to give. Default: the first.</summary>
    public string? PageToken { get; init; }
}
