namespace Binnacle.Tracking;

/// <summary>The fields of experiments.</summary>
internal sealed class ExperimentFilterSchema : FilterSchema
{
    private static readonly string[] Attributes = ["creation_time", "last_update_time", "name"];
    private static readonly string[] OrderAttributes = ["creation_time", "experiment_id", "last_update_time", "name"];

    private readonly bool _isDatabase;

    private ExperimentFilterSchema(bool isDatabase) => _isDatabase = isDatabase;

    public static ExperimentFilterSchema Instance { get; } = new(isDatabase: false);

    /// <summary>The same fields, with the words of MLflow's databases.</summary>
    public static ExperimentFilterSchema Database { get; } = new(isDatabase: true);

    protected override FilterEntity? EntityOf(string name) => name switch
    {
        "attribute" => FilterEntity.Attribute,
        "tag" or "tags" => FilterEntity.Tag,
        _ => null,
    };

    protected override TrackingException UnknownEntity(string name) =>
        TrackingException.Invalid($"Invalid entity type '{name}'. Valid entity types are ('attribute', 'tag', 'tags')");

    protected override string? AttributeOf(string name, bool forOrder) => AttributeNames(forOrder).Contains(name) ? name : null;

    protected override IReadOnlyList<string> AttributeNames(bool forOrder) => forOrder ? OrderAttributes : Attributes;

    public override string Show(string piece) => piece;

    public override bool AllowsNullTest(FilterKey key) => key.Entity == FilterEntity.Tag;

    public override TrackingException NullTest(FilterKey key, string written) =>
        TrackingException.Invalid($"IS NULL / IS NOT NULL is only supported for tags, not for attribute '{written}'");

    public override bool IsNumeric(FilterKey key) => key is { Entity: FilterEntity.Attribute, Name: "creation_time" or "last_update_time" };

    protected override TrackingException BadComparator(FilterKey key, string written, IEnumerable<string> allowed) =>
        _isDatabase && key.Entity == FilterEntity.Tag
            ? TrackingException.Invalid($"Invalid comparator for tag: {written}")
            : base.BadComparator(key, written, allowed);
}
