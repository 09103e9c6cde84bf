namespace Binnacle.Tracking;

/// <summary>The fields of registered models, of their versions, or of logged models.</summary>
internal sealed class ModelFilterSchema : FilterSchema
{
    private readonly string[] _attributes;
    private readonly string[] _orderAttributes;
    private readonly string[] _numbers;
    private readonly bool _logged;

    private ModelFilterSchema(string[] attributes, string[] orderAttributes, string[] numbers, bool logged = false) =>
        (_attributes, _orderAttributes, _numbers, _logged) = (attributes, orderAttributes, numbers, logged);

    public static ModelFilterSchema Models { get; } = new(["name"], ["creation_timestamp", "last_updated_timestamp", "name", "timestamp"], []);

    public static ModelFilterSchema Versions { get; } = new(
        ["name", "run_id", "source_path", "version_number"],
        ["creation_timestamp", "last_updated_timestamp", "name", "version_number"],
        ["version_number"]);

    public static ModelFilterSchema LoggedModels { get; } = new(
        ["creation_time", "creation_timestamp", "last_updated_time", "last_updated_timestamp", "model_id", "model_type", "name", "source_run_id", "status"],
        ["creation_time", "creation_timestamp", "last_updated_time", "last_updated_timestamp", "model_id", "model_type", "name", "source_run_id", "status"],
        ["creation_time", "creation_timestamp", "last_updated_time", "last_updated_timestamp"],
        logged: true);

    protected override FilterEntity? EntityOf(string name) => name switch
    {
        "attribute" or "attributes" => FilterEntity.Attribute,
        "tag" or "tags" => FilterEntity.Tag,
        "param" or "params" when _logged => FilterEntity.Parameter,
        "metric" or "metrics" when _logged => FilterEntity.Metric,
        _ => null,
    };

    protected override TrackingException UnknownEntity(string name) => TrackingException.Invalid(
        $"Invalid entity type '{name}'. Valid entity types are {(_logged ? "('attribute', 'metric', 'param', 'tag')" : "('attribute', 'tag')")}");

    protected override string? AttributeOf(string name, bool forOrder) => AttributeNames(forOrder).Contains(name) ? name : null;

    protected override IReadOnlyList<string> AttributeNames(bool forOrder) => forOrder ? _orderAttributes : _attributes;

    public override string Show(string piece) => $"'{piece}'";

    public override bool AllowsNullTest(FilterKey key) => key.Entity == FilterEntity.Tag;

    public override TrackingException NullTest(FilterKey key, string written) =>
        TrackingException.Invalid($"IS NULL / IS NOT NULL is only supported for tags, not for '{written}'");

    public override bool IsNumeric(FilterKey key) =>
        key.Entity == FilterEntity.Metric || (key.Entity == FilterEntity.Attribute && (_numbers.Contains(key.Name) || key.Name.EndsWith("timestamp", StringComparison.Ordinal)));
}
