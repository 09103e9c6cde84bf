namespace Binnacle.Configuration;

/// <summary>Words the faults of merges and edits: the reference's sentence, the key, and where both sides come from.</summary>
internal static class MergeFault
{
    public static ConfigException Kinds(string key, ConfigNode target, ConfigNode source) => new(
        "Cannot merge DictConfig with ListConfig" + Key(key)
            + $"\n    a {TypeName.Of(source)}{From(source)} cannot be merged into a {TypeName.Of(target)}{From(target)}",
        source.Origin ?? target.Origin);

    public static ConfigException NotInStruct(string key, string name, MapNode map, Origin? origin)
    {
        string? nearest = NearestName.Of(name, map.Keys.Select(known => known.Text));
        return new(
            $"Key '{name}' is not in struct{Key(key)}"
                + (origin is null ? "" : $"\n    {origin}")
                + (nearest is null ? "" : $"\n    Did you mean '{nearest}'?"),
            origin);
    }

    public static ConfigException ReadOnly(string key, Origin? origin) => new("Cannot change read-only config container" + Key(key), origin);

    public static ConfigException ReadOnlyList(string key, Origin? origin) => new("ListConfig is read-only" + Key(key), origin);

    /// <summary>A missing value of a read-only tree cannot take the value that is there.</summary>
    public static ConfigException ReadOnlyValue(string key, Origin? origin) => new("Cannot set value of read-only config node" + Key(key), origin);

    public static ConfigException OutOfRange(string key, int count) =>
        new($"list index out of range{Key(key)}\n    the list has {count} item{(count == 1 ? "" : "s")}");

    /// <param name="isLast">The index is the last of the keys, whose text the reference gives to Python's int().</param>
    public static ConfigException NotAnIndex(string key, string part, bool isLast) => new(isLast
        ? $"invalid literal for int() with base 10: '{part}'{Key(key)}\n    a list is indexed by whole numbers"
        : $"Index '{part}' (str) is not an int{Key(key)}");

    /// <summary>A fault of a typed place, with the lines that the reference adds: the key, and the types around it.</summary>
    /// <param name="sentence">What is wrong.</param>
    /// <param name="key">The full key of the place.</param>
    /// <param name="container">The container that holds the place; null for a map without a type.</param>
    /// <param name="declared">The type that the container's own place declares.</param>
    /// <param name="nearest">The valid value or key that was most likely meant.</param>
    public static string Typed(string sentence, string key, ConfigNode? container, NodeType declared, string? nearest)
    {
        string reference = ReferenceEquals(declared, NodeType.Any) ? "" : $"\n    reference_type={declared.Hint}";
        string kind = container switch
        {
            MapNode { Type: ClassType known } => known.Name,
            ListNode => "list",
            _ => "dict",
        };
        return $"{sentence}{Key(key)}{reference}\n    object_type={kind}" + (nearest is null ? "" : $"\n    Did you mean '{nearest}'?");
    }

    private static string Key(string key) => $"\n    full_key: {key}";

    private static string From(ConfigNode node) => node.Origin is { } origin ? $" ({origin})" : "";
}
