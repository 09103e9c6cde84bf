namespace Binnacle.Tracking.Sql;

/// <summary>Searches over <c>registered_models m</c>.</summary>
internal sealed class ModelQuerySql(SqlDialect dialect) : SqlQuery(dialect)
{
    protected override string Attribute(string name) => name switch
    {
        "creation_timestamp" => "m.creation_time",
        "timestamp" or "last_updated_timestamp" => "m.last_updated_time",
        _ => $"m.{name}",
    };

    protected override (string Table, string On) TableOf(FilterKey key, string alias) => ("registered_model_tags", $"{alias}.name = m.name");

    protected override bool IsNumber(FilterKey key) => ModelFilterSchema.Models.IsNumeric(key);
}
