using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Binnacle.Configuration;

/// <summary>Makes JSON Schemas of C# types. Each class gets a definition of its own, so that a class may contain itself.</summary>
internal sealed class JsonSchemaWriter
{
    private const string Later = "later";

    private readonly Dictionary<Type, string> _names = [];

    /// <summary>The definitions of the classes met so far, and of what may stand for every value: an interpolation or <c>???</c>.</summary>
    public JsonObject Definitions { get; } = new()
    {
        [Later] = new JsonObject
        {
            ["description"] = "An interpolation, or ??? for a value that must be given elsewhere.",
            ["type"] = "string",
            ["pattern"] = @"\$\{|^\?\?\?$",
        },
    };

    /// <summary>A reference to the definition of a name.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    /// <summary>One of the schemas, or a value that is only known later.</summary>
    public static JsonObject OrLater(params ReadOnlySpan<JsonNode?> alternatives)
    {
        var any = new JsonArray();
        foreach (JsonNode? alternative in alternatives)
            any.Add(alternative);
        any.Add((JsonNode)Reference(Later));
        return new JsonObject { ["anyOf"] = any };
    }

    /// <summary>The schema of a record's or class's members.</summary>
    public JsonObject OfClass([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type)
    {
        MapNode defaults = TypeSchema.OfClass(type).Defaults;
        var properties = new JsonObject();
        foreach (BoundMember member in BoundType.Of(type).Members)
            properties[member.Key] = OfMember(member, defaults[member.Key]);
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    /// <summary>The schema of what stands at a package of a class, with the class's own for the empty package.</summary>
    /// <returns>Null when the class has no nested class there.</returns>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = BoundMembers.NestedTypes)]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = BoundMembers.NestedTypes)]
    public JsonObject? OfPackage([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type, string package)
    {
        Type? at = type;
        foreach (string part in package.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = IsClass(at!) ? BoundType.Of(at!).Members.FirstOrDefault(member => member.Key == part)?.Type : null;
            at = at is null ? null : Nullable.GetUnderlyingType(at) ?? at;
            if (at is null)
                return null;
        }

        return IsClass(at!) ? OfClass(at!) : null;
    }

    private static bool IsClass(Type type) =>
        ScalarConversion.TypeOf(type) is null && type != typeof(object) && !type.IsAssignableTo(typeof(ConfigNode))
        && CollectionShape.ValueOfMap(type) is null && CollectionShape.ElementOf(type) is null;

    /// <summary>A value of a configuration as JSON; infinite numbers and bytes as text.</summary>
    public static JsonNode? Value(ConfigNode node) => node switch
    {
        MapNode map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key.Text, Value(entry.Value)))),
        ListNode list => new JsonArray([.. list.Select(Value)]),
        ScalarNode { Value: null } => null,
        ScalarNode { Value: bool flag } => JsonValue.Create(flag),
        ScalarNode { Value: long number } => JsonValue.Create(number),
        ScalarNode { Value: double number } when double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(PythonText.Of(node)),
    };

    private JsonObject OfMember(BoundMember member, ConfigNode given)
    {
        JsonObject type = OfType(member.Type);
        foreach (ValidationAttribute rule in member.Rules)
            Restrict(type, rule);
        JsonObject schema = member.AllowsNull ? OrLater(type, new JsonObject { ["type"] = "null" }) : OrLater(type);
        if (member.Description is { } description)
            schema["description"] = description;
        if (given is not ScalarNode { IsMissing: true })
            schema["default"] = Value(given);
        return schema;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = BoundMembers.NestedTypes)]
    private JsonObject OfType(Type type)
    {
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarConversion.TypeOf(target) is { } scalar)
            return OfScalar(scalar);
        if (target == typeof(object) || target.IsAssignableTo(typeof(ConfigNode)))
            return [];
        if (CollectionShape.ValueOfMap(target) is { } value)
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OfItem(value) };
        return CollectionShape.ElementOf(target) is { } element
            ? new JsonObject { ["type"] = "array", ["items"] = OfItem(element) }
            : Reference(Define(target));
    }

    private JsonObject OfItem(Type type) =>
        Nullable.GetUnderlyingType(type) is null ? OrLater(OfType(type)) : OrLater(OfType(type), new JsonObject { ["type"] = "null" });

    private string Define([DynamicallyAccessedMembers(BoundMembers.Kept)] Type type)
    {
        if (_names.TryGetValue(type, out string? known))
            return known;
        string name = _names.ContainsValue(type.Name) ? type.FullName! : type.Name;
        _names[type] = name;
        Definitions[name] = OfClass(type);
        return name;
    }

    private static JsonObject OfScalar(ScalarType type) => type switch
    {
        IntegerType integer => Integer(integer),
        FloatType => new JsonObject { ["type"] = "number" },
        BoolType => new JsonObject { ["enum"] = new JsonArray(true, false, "yes", "no", "on", "off") },
        EnumType choices => new JsonObject { ["enum"] = new JsonArray([.. choices.Members.Select(member => JsonValue.Create(member.Name))]) },
        TextType => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        FormatType => new JsonObject { ["type"] = new JsonArray("string", "number"), ["description"] = type.Expected },
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Integer(IntegerType type)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (type.Least is { } least && least >= long.MinValue)
            schema["minimum"] = (long)least;
        if (type.Most is { } most && most <= long.MaxValue)
            schema["maximum"] = (long)most;
        return schema;
    }

    private static void Restrict(JsonObject schema, ValidationAttribute rule)
    {
        bool isText = schema["type"] is JsonArray;
        switch (rule)
        {
            case RangeAttribute range when Number(range.Minimum) is { } least && Number(range.Maximum) is { } most:
                schema.Remove("minimum");
                schema.Remove("maximum");
                schema[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = least;
                schema[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = most;
                break;
            case RegularExpressionAttribute pattern:
                schema["pattern"] = $"^(?:{pattern.Pattern})$";
                break;
            case AllowedValuesAttribute allowed:
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => Value(new ObjectTree().NodeOf(value)))]);
                break;
            case StringLengthAttribute length:
                (schema["minLength"], schema["maxLength"]) = (length.MinimumLength, length.MaximumLength);
                break;
            case MinLengthAttribute least:
                schema[isText ? "minLength" : "minItems"] = least.Length;
                break;
            case MaxLengthAttribute { Length: >= 0 } most:
                schema[isText ? "maxLength" : "maxItems"] = most.Length;
                break;
            case LengthAttribute both:
                (schema[isText ? "minLength" : "minItems"], schema[isText ? "maxLength" : "maxItems"]) = (both.MinimumLength, both.MaximumLength);
                break;
        }
    }

    private static JsonNode? Number(object bound) => bound switch
    {
        int number => JsonValue.Create(number),
        double number when double.IsFinite(number) => JsonValue.Create(number),
        _ => null,
    };
}
