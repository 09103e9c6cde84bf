namespace Binnacle.Tracking.Sql;

/// <summary>Searches over <c>logged_models l</c>. Of the points of a metric the greatest by step and time counts.</summary>
internal sealed class LoggedModelQuerySql(SqlDialect dialect, IReadOnlyList<ModelDataset> datasets) : SqlQuery(dialect)
{
    /// <summary>The models that were measured on one of the datasets asked for.</summary>
    public string Measured => datasets.Count == 0 ? "TRUE" : $"l.model_id IN (SELECT model_id FROM logged_model_metrics WHERE {On(datasets)})";

    private string LatestMetrics(IReadOnlyList<ModelDataset> on) => $"""
        (SELECT model_id, metric_name AS "key", metric_value AS value, FALSE AS is_nan, ROW_NUMBER() OVER (
            PARTITION BY model_id, metric_name ORDER BY metric_step DESC, metric_timestamp_ms DESC) AS place FROM logged_model_metrics WHERE {On(on)})
        """;

    protected override string Attribute(string name) => name switch
    {
        "creation_time" or "creation_timestamp" => "l.creation_timestamp_ms",
        "last_updated_time" or "last_updated_timestamp" => "l.last_updated_timestamp_ms",
        "status" => "(CASE l.status WHEN 1 THEN 'PENDING' WHEN 2 THEN 'READY' WHEN 3 THEN 'FAILED' ELSE 'UNSPECIFIED' END)",
        _ => $"l.{name}",
    };

    protected override (string Table, string On) TableOf(FilterKey key, string alias) => key.Entity switch
    {
        FilterEntity.Metric => (LatestMetrics(key.Dataset is { } only ? [only] : datasets), $"{alias}.model_id = l.model_id AND {alias}.place = 1"),
        FilterEntity.Parameter => ("(SELECT model_id, param_key AS \"key\", param_value AS value FROM logged_model_params)", $"{alias}.model_id = l.model_id"),
        _ => ("(SELECT model_id, tag_key AS \"key\", tag_value AS value FROM logged_model_tags)", $"{alias}.model_id = l.model_id"),
    };

    private string On(IReadOnlyList<ModelDataset> on) => on.Count == 0 ? "TRUE" : string.Join(" OR ", on.Select(dataset => dataset.Digest is { } digest
        ? $"(dataset_name = {Parameter(dataset.Name)} AND dataset_digest = {Parameter(digest)})" : $"dataset_name = {Parameter(dataset.Name)}"));

    protected override bool IsNumber(FilterKey key) => ModelFilterSchema.LoggedModels.IsNumeric(key);
}
