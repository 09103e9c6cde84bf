namespace Binnacle.Tracking.Sql;

/// <summary>Searches over <c>runs r</c>.</summary>
internal sealed class RunQuerySql(SqlDialect dialect) : SqlQuery(dialect)
{
    private const string Inputs = "FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id "
        + "WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id = r.run_uuid";

    private string _start = "runs r";

    /// <summary>What is selected from: <c>runs r</c>, and what the conditions and orders so far look at.</summary>
    public string Source => _start + Joins;

    /// <summary>The metric or parameter that a run must have, and that tells runs apart best; null when it need have none.</summary>
    public static FilterKey? RequiredValue(FilterNode filter) =>
        Required(filter).Where(part => part.Key.Entity is FilterEntity.Metric or FilterEntity.Parameter && part.Operator != FilterOperator.IsNull)
            .MinBy(part => part.Operator == FilterOperator.Equal ? 0 : 1)?.Key;

    /// <summary>
    /// Reads the values of one metric or parameter, which lie side by side in an index, and then the runs of those that match; SQLite
    /// would take run by run and seek the values of each. To be called before the conditions are made.
    /// </summary>
    public void StartFromValues(FilterKey key)
    {
        (_, string table, string on) = Join(key);
        _start = $"{table} CROSS JOIN runs r ON {on}";
    }

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

    private static IEnumerable<ComparisonNode> Required(FilterNode filter) => filter switch
    {
        AndNode and => and.Parts.SelectMany(Required),
        ComparisonNode comparison => [comparison],
        _ => [],
    };
}
