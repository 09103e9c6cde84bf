namespace Binnacle.Tracking.Sql;

/// <summary>Searches over <c>model_versions v</c>.</summary>
internal sealed class VersionQuerySql(SqlDialect dialect) : SqlQuery(dialect)
{
    protected override string Attribute(string name) => name switch
    {
        "creation_timestamp" => "v.creation_time",
        "last_updated_timestamp" => "v.last_updated_time",
        "source_path" => "v.source",
        "version_number" => "v.version",
        _ => $"v.{name}",
    };

    protected override (string Table, string On) TableOf(FilterKey key, string alias) =>
        ("model_version_tags", $"{alias}.name = v.name AND {alias}.version = v.version");

    protected override bool IsNumber(FilterKey key) => ModelFilterSchema.Versions.IsNumeric(key);
}
