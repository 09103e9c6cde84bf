namespace Binnacle.Tracking.Sql;

/// <summary>Searches over <c>experiments e</c>.</summary>
internal sealed class ExperimentQuerySql(SqlDialect dialect) : SqlQuery(dialect)
{
    protected override string Attribute(string name) => $"e.{name}";

    protected override (string Table, string On) TableOf(FilterKey key, string alias) =>
        ("experiment_tags", $"{alias}.experiment_id = e.experiment_id");

    protected override bool IsNumber(FilterKey key) => key.Name == "experiment_id" || ExperimentFilterSchema.Instance.IsNumeric(key);
}
