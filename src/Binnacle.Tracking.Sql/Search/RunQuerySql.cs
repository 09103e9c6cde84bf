namespace Binnacle.Tracking.Sql;

/// <summary>Searches over <c>runs r</c>.</summary>
internal sealed class RunQuerySql(SqlDialect dialect) : SqlQuery(dialect)
{
    private const string Inputs = "FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id "
        + "WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id = r.run_uuid";

    protected override string Attribute(string name) => name switch
    {
        "run_id" => "r.run_uuid",
        // The tag is the name that counts; very old databases have no other.
        "run_name" => $"COALESCE({Joined(new FilterKey(FilterEntity.Tag, ReservedTags.RunName))}.value, r.name)",
        _ => $"r.{name}",
    };

    protected override (string Table, string On) TableOf(FilterKey key, string alias) =>
        (key.Entity switch { FilterEntity.Metric => "latest_metrics", FilterEntity.Parameter => "params", _ => "tags" }, $"{alias}.run_uuid = r.run_uuid");

    protected override bool IsNumber(FilterKey key) => RunFilterSchema.Instance.IsNumeric(key);

    /// <summary>A run may read several data sets; one of them must match.</summary>
    protected override string Several(ComparisonNode comparison)
    {
        (string column, string source) = comparison.Key.Name == "context"
            ? ("t.value", Inputs.Replace("WHERE", $"JOIN input_tags t ON t.input_uuid = i.input_uuid AND t.name = '{ReservedTags.DatasetContext}' WHERE", StringComparison.Ordinal))
            : ($"d.{comparison.Key.Name}", Inputs);
        return comparison.Operator switch
        {
            FilterOperator.IsNull => $"(NOT EXISTS (SELECT 1 {source}))",
            FilterOperator.IsNotNull => $"(EXISTS (SELECT 1 {source}))",
            _ => $"(CASE WHEN EXISTS (SELECT 1 {source}) THEN EXISTS (SELECT 1 {source} AND {Compare(column, comparison)}) END)",
        };
    }
}
