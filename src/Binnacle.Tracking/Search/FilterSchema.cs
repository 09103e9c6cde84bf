namespace Binnacle.Tracking;

/// <summary>Which fields a search knows, and the words it refuses others with.</summary>
internal abstract class FilterSchema
{
    private static readonly string[] NumericComparators = [">", ">=", "<", "<=", "=", "!="];
    private static readonly string[] TextComparators = ["=", "!=", "LIKE", "ILIKE"];
    private static readonly string[] ListComparators = ["IN", "NOT IN"];

    /// <summary>Names an entity; null when there is none of that name here.</summary>
    protected abstract FilterEntity? EntityOf(string name);

    protected abstract TrackingException UnknownEntity(string name);

    /// <summary>The official name of an attribute; null when there is none.</summary>
    protected abstract string? AttributeOf(string name, bool forOrder);

    protected abstract IReadOnlyList<string> AttributeNames(bool forOrder);

    /// <summary>How invalid pieces are shown in a list of them.</summary>
    public abstract string Show(string piece);

    public abstract TrackingException NullTest(FilterKey key, string written);

    /// <summary>Whether MLflow can tell if the field is there.</summary>
    public abstract bool AllowsNullTest(FilterKey key);

    public abstract bool IsNumeric(FilterKey key);

    /// <summary>The field that an identifier such as <c>metrics.`my loss`</c> names.</summary>
    public FilterKey KeyOf(string identifier, bool forOrder = false)
    {
        int dot = identifier.IndexOf('.');
        string entityName = dot < 0 ? "attribute" : identifier[..dot];
        FilterEntity entity = EntityOf(entityName) ?? throw UnknownEntity(entityName);
        string name = Unquote(identifier[(dot + 1)..]);
        return entity switch
        {
            FilterEntity.Attribute => new FilterKey(entity, AttributeOf(name, forOrder) ?? throw Unknown("attribute", name, AttributeNames(forOrder))),
            FilterEntity.Dataset when name is not ("name" or "digest" or "context") => throw Unknown("dataset", name, ["name", "digest", "context"]),
            _ => new FilterKey(entity, name),
        };
    }

    /// <exception cref="TrackingException">MLflow has no such comparison for the field.</exception>
    public void CheckComparator(FilterKey key, string written, FilterDialect dialect)
    {
        IReadOnlyList<string> allowed = ComparatorsOf(key, dialect);
        if (!allowed.Contains(written, StringComparer.OrdinalIgnoreCase))
            throw BadComparator(key, written, allowed);
    }

    protected virtual TrackingException BadComparator(FilterKey key, string written, IEnumerable<string> allowed) =>
        TrackingException.Invalid($"Invalid comparator '{written}' not one of '{SetText(allowed)}'");

    private IReadOnlyList<string> ComparatorsOf(FilterKey key, FilterDialect dialect)
    {
        string[] comparators = IsNumeric(key) ? NumericComparators : TextComparators;
        bool lists = dialect == FilterDialect.Extended || key.Entity == FilterEntity.Dataset || (key.Entity == FilterEntity.Attribute && !IsNumeric(key));
        return lists ? [.. comparators, .. ListComparators] : comparators;
    }

    public static string Unquote(string text)
    {
        string bare = text is ['\'', .., '\''] or ['"', .., '"'] ? text[1..^1] : text;
        return bare is ['`', .., '`'] ? bare[1..^1] : bare;
    }

    protected static string SetText(IEnumerable<string> names) => "{" + string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"'{name}'")) + "}";

    private static TrackingException Unknown(string what, string name, IEnumerable<string> valid) =>
        TrackingException.Invalid($"Invalid {what} key '{name}' specified. Valid keys are '{SetText(valid)}'");
}
