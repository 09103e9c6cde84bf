using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Fits values into typed places by the rules of OmegaConf's structured configs.</summary>
/// <remarks>
/// Texts become numbers and bools where they spell one, scalars become text, floats never become integers. What is missing
/// (<c>???</c>) or still an interpolation stays as it is.
/// </remarks>
internal static class TypeConversion
{
    private static readonly string[] True = ["yes", "y", "on", "true"];
    private static readonly string[] False = ["no", "n", "off", "false"];

    /// <summary>The value in its typed form.</summary>
    /// <param name="type">The type of the place.</param>
    /// <param name="value">The value.</param>
    /// <param name="key">The full key of the place.</param>
    /// <param name="parent">The type that holds the place.</param>
    /// <param name="assigned">The value is set by itself, not as a part of a merged tree.</param>
    /// <exception cref="ConfigTypeException">The value does not fit.</exception>
    public static ConfigNode Convert(NodeType type, ConfigNode value, string key, NodeType parent, bool assigned = false)
    {
        if (type is AnyType || value is ScalarNode { IsMissing: true } || (value is ScalarNode { Value: string text } && InterpolationParser.HasInterpolation(text)))
            return value;
        if (value is ScalarNode { Value: null })
        {
            return type.IsOptional ? value : throw Fault(type is PrimitiveType or EnumType && !assigned
                ? $"Incompatible value 'None' for field of type '{type.Name}'"
                : $"field '{key}' is not Optional");
        }

        return type switch
        {
            PrimitiveType primitive => Primitive(primitive.Name, value),
            EnumType choices => Member(choices, value),
            ListType list => value is ListNode items ? Items(list, items, key) : throw Fault(value is MapNode ? "Cannot merge DictConfig with ListConfig" : "Invalid value assigned: AnyNode is not a ListConfig, list or tuple."),
            MapType map => value is MapNode entries ? Entries(map, entries, key) : throw NotA(map),
            ClassType known => value is MapNode fields ? Fields(known, fields, key) : throw NotA(known),
            _ => value,
        };

        ConfigTypeException NotA(NodeType wanted) => value is ScalarNode && wanted is MapType
            ? Fault($"Cannot assign {PythonType.Of(value)} to {wanted.Name}")
            : Fault($"Invalid type assigned: {PythonType.Of(value)} is not a subclass of {wanted.Name}. value: {PythonText.Of(value)}");

        ScalarNode Primitive(string name, ConfigNode found)
        {
            string shown = PythonText.Of(found);
            string kind = found switch
            {
                MapNode when !assigned => "DictConfig",
                ListNode when !assigned => "ListConfig",
                _ => PythonType.Of(found),
            };
            object? converted = found is not ScalarNode scalar ? null : name switch
            {
                "int" => ToInteger(scalar.Value),
                "float" => ToFloat(scalar.Value),
                "bool" => ToBool(scalar.Value),
                _ => scalar.Value is byte[] ? null : shown,
            };
            return converted is not null ? new ScalarNode(converted, found.Origin) : throw Fault(name switch
            {
                "int" => $"Value '{shown}' of type '{kind}' could not be converted to Integer",
                "float" => $"Value '{shown}' of type '{kind}' could not be converted to Float",
                "bool" => $"Value '{shown}' is not a valid bool (type {kind})",
                _ => $"Cannot convert '{kind}' to string: '{shown}'",
            });
        }

        ScalarNode Member(EnumType choices, ConfigNode found)
        {
            string name = PythonText.Of(found);
            string bare = name.StartsWith(choices.Name + ".", StringComparison.Ordinal) ? name[(choices.Name.Length + 1)..] : name;
            return choices.Members.Contains(bare)
                ? new ScalarNode(bare, found.Origin)
                : throw Fault($"Invalid value '{name}', expected one of [{string.Join(", ", choices.Members)}]");
        }

        ConfigTypeException Fault(string message) => new("ValidationError", $"{message}{Place(key, parent)}", value.Origin);
    }

    /// <summary>A key that a class does not have.</summary>
    public static ConfigTypeException UnknownKey(ClassType type, string name, string key, Origin? origin)
    {
        string hint = NearestName.Of(name, type.Fields.Keys) is { } nearest ? $"\n    Did you mean '{nearest}'?" : "";
        return new("ConfigKeyError", $"Key '{name}' not in '{type.Name}'{Place(key, type)}{hint}", origin);
    }

    /// <summary>The last lines of a message: the key and the types around it.</summary>
    public static string Place(string key, NodeType parent)
    {
        string kind = parent is ClassType ? parent.Name : parent is ListType ? "list" : "dict";
        string reference = parent is AnyType or ClassType { IsDeclared: false } ? "" : $"\n    reference_type={parent.Name}";
        return $"\n    full_key: {key}{reference}\n    object_type={kind}";
    }

    private static ListNode Items(ListType type, ListNode items, string key) =>
        new(items.Select((item, i) => Convert(type.Item, item, $"{key}[{i}]", type)), items.Origin);

    private static MapNode Entries(MapType type, MapNode entries, string key) =>
        new(entries.Select(entry => new KeyValuePair<ConfigKey, ConfigNode>(entry.Key, Convert(type.Value, entry.Value, $"{key}.{entry.Key}", type))), entries.Origin);

    private static MapNode Fields(ClassType type, MapNode fields, string key) => new(
        fields.Select(field => new KeyValuePair<ConfigKey, ConfigNode>(
            field.Key,
            type.Fields.TryGetValue(field.Key.Text, out NodeType? fieldType)
                ? Convert(fieldType, field.Value, $"{key}.{field.Key}", type)
                : throw UnknownKey(type, field.Key.Text, $"{key}.{field.Key}", field.Key.Origin ?? field.Value.Origin))),
        fields.Origin);

    private static object? ToInteger(object? value) => value switch
    {
        long or BigInteger => value,
        string text when PythonNumber.IsInteger(text) => BigInteger.Parse(
            PythonNumber.Normalize(text).Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static object? ToFloat(object? value) => value switch
    {
        double => value,
        long number => (double)number,
        BigInteger number => (double)number,
        string text when PythonNumber.IsFloat(text) => OverrideCasts.ParseFloat(PythonNumber.Normalize(text).Replace("_", "", StringComparison.Ordinal)),
        _ => null,
    };

    private static object? ToBool(object? value) => value switch
    {
        bool => value,
        long number => number != 0,
        BigInteger number => !number.IsZero,
        string text when True.Contains(text, StringComparer.OrdinalIgnoreCase) => true,
        string text when False.Contains(text, StringComparer.OrdinalIgnoreCase) => false,
        string text when ToInteger(text) is BigInteger number => !number.IsZero,
        _ => null,
    };
}
