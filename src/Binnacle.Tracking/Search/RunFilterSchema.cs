namespace Binnacle.Tracking;

/// <summary>The fields of runs.</summary>
internal sealed class RunFilterSchema : FilterSchema
{
    private static readonly string[] Attributes = ["artifact_uri", "end_time", "run_id", "run_name", "start_time", "status", "user_id"];

    public static RunFilterSchema Instance { get; } = new();

    protected override FilterEntity? EntityOf(string name) => name switch
    {
        "metric" or "metrics" => FilterEntity.Metric,
        "parameter" or "parameters" or "param" or "params" => FilterEntity.Parameter,
        "tag" or "tags" => FilterEntity.Tag,
        "attribute" or "attributes" or "attr" or "run" => FilterEntity.Attribute,
        "dataset" or "datasets" => FilterEntity.Dataset,
        _ => null,
    };

    protected override TrackingException UnknownEntity(string name) => TrackingException.Invalid(
        $"Invalid entity type '{name}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']");

    protected override string? AttributeOf(string name, bool forOrder) => name switch
    {
        "created" or "Created" => "start_time",
        "run name" or "Run name" or "Run Name" when !forOrder => "run_name",
        _ => Attributes.Contains(name) ? name : null,
    };

    protected override IReadOnlyList<string> AttributeNames(bool forOrder) =>
        forOrder ? [.. Attributes, "created", "Created"] : [.. Attributes, "created", "Created", "run name", "Run name", "Run Name"];

    public override string Show(string piece) => $"'{piece}'";

    public override bool AllowsNullTest(FilterKey key) => key.Entity is FilterEntity.Tag or FilterEntity.Parameter;

    public override TrackingException NullTest(FilterKey key, string written) => TrackingException.Invalid(
        $"IS NULL / IS NOT NULL is only supported for tags and params, not for '{NameOf(key.Entity)}' '{written}'");

    public override bool IsNumeric(FilterKey key) =>
        key.Entity == FilterEntity.Metric || key is { Entity: FilterEntity.Attribute, Name: "start_time" or "end_time" };

    private static string NameOf(FilterEntity entity) => entity switch
    {
        FilterEntity.Metric => "metric",
        FilterEntity.Dataset => "dataset",
        _ => "attribute",
    };
}
