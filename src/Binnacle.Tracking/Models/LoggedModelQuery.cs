namespace Binnacle.Tracking;

/// <summary>Which logged models to find, and in which order.</summary>
public sealed record LoggedModelQuery
{
    /// <summary>The experiments to look in.</summary>
    public IReadOnlyList<string> ExperimentIds { get; init; } = [];

    /// <summary>Condition over attributes (<c>name</c>, <c>model_id</c>, <c>model_type</c>, <c>status</c>, …), <c>params.…</c>, <c>tags.…</c> and <c>metrics.…</c>.</summary>
    public string? Filter { get; init; }

    /// <summary>
    /// Datasets of which one must have been measured on: other models are left out, and conditions and orders over metrics look only at
    /// what was measured on these. Default: none, for every model and metric.
    /// </summary>
    public IReadOnlyList<ModelDataset> Datasets { get; init; } = [];

    /// <summary>Whether active models are found, or deleted ones, or both; a server finds active ones only. Default: active ones.</summary>
    public ViewType View { get; init; } = ViewType.ActiveOnly;

    /// <summary>Order, for example <c>metrics.accuracy DESC</c>. Default: newest first, then id.</summary>
    public IReadOnlyList<string> OrderBy { get; init; } = [];

    /// <summary>
    /// For each element of <see cref="OrderBy"/>, the dataset on which its metric must have been measured; null, or no element at all, for
    /// any. Default: none.
    /// </summary>
    public IReadOnlyList<ModelDataset?> OrderDatasets { get; init; } = [];

    internal IEnumerable<OrderClause> ParseOrder() => OrderBy.Select((text, i) => OrderClause.Parse(text, ModelFilterSchema.LoggedModels) is var clause
        && i < OrderDatasets.Count ? clause with { Key = clause.Key with { Dataset = OrderDatasets[i] } } : clause);

    /// <summary>Page size. Default: 100; at most <see cref="RunQuery.LargestPage"/>.</summary>
    public int MaxResults { get; init; } = 100;

    /// <summary>The page to give. Default: the first.</summary>
    public string? PageToken { get; init; }
}
