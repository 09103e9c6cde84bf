using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Binnacle.Configuration;

/// <summary>JSON Schemas (draft 2020-12) of configurations, with which editors complete and check files of <c>conf/</c>.</summary>
/// <remarks>
/// Every value may also be an interpolation or <c>???</c>. No key is required, for the files of a configuration each hold a part of
/// it. The key <c>defaults</c> knows the options of the config groups.
/// </remarks>
public static class ConfigJsonSchema
{
    /// <summary>The schema of a record or class: types, defaults, ranges, patterns, names of enumerations, descriptions.</summary>
    /// <typeparam name="T">The type to which the configuration is bound; see <see cref="ConfigBinder"/>.</typeparam>
    /// <param name="composed">A composition of the configuration, which tells its groups; without it, <c>defaults</c> takes any list.</param>
    /// <returns>The schema as indented JSON.</returns>
    public static string Of<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(ComposedConfig? composed = null)
    {
        var writer = new JsonSchemaWriter();
        return Document(typeof(T).Name, writer.OfClass(typeof(T)), writer.Definitions, composed);
    }

    /// <summary>The schema of a configuration that has no record: the kinds of its values as they are composed; other keys may be added.</summary>
    /// <param name="composed">The composition.</param>
    /// <returns>The schema as indented JSON.</returns>
    public static string Of(ComposedConfig composed)
    {
        ArgumentNullException.ThrowIfNull(composed);
        return Document("Configuration", Guess(composed.Job), new JsonSchemaWriter().Definitions, composed);
    }

    private static string Document(string title, JsonObject schema, JsonObject definitions, ComposedConfig? composed)
    {
        var properties = (JsonObject)schema["properties"]!;
        properties["defaults"] = DefaultsList(composed);
        properties["hydra"] = new JsonObject { ["description"] = "Settings of the job host.", ["type"] = "object" };
        var document = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (key, value) in schema.ToList())
        {
            schema.Remove(key);
            document[key] = value;
        }

        document["$defs"] = definitions;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            document.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static JsonObject DefaultsList(ComposedConfig? composed)
    {
        var groups = new JsonObject();
        var marked = new JsonObject();
        foreach (string group in composed is null ? [] : Groups(composed, ""))
        {
            groups[group] = Choice(composed!, group);
            marked[$"^((optional|override) +)*/?{group.Replace(".", "\\.", StringComparison.Ordinal)}(@.*)?$"] = Choice(composed!, group);
        }

        var items = new JsonArray(
            new JsonObject { ["const"] = "_self_" },
            new JsonObject { ["type"] = "string" },
            new JsonObject { ["type"] = "object", ["properties"] = groups, ["patternProperties"] = marked, ["minProperties"] = 1 });
        return new JsonObject
        {
            ["description"] = "The configs of which this one is composed, in order.",
            ["type"] = "array",
            ["items"] = new JsonObject { ["anyOf"] = items },
        };
    }

    private static JsonObject Choice(ComposedConfig composed, string group)
    {
        JsonObject Option() => JsonSchemaWriter.OrLater(new JsonObject { ["enum"] = new JsonArray([.. composed.Options(group).Select(option => JsonValue.Create(option))]) });
        return new JsonObject { ["anyOf"] = new JsonArray(Option(), new JsonObject { ["type"] = "null" }, new JsonObject { ["type"] = "array", ["items"] = Option() }) };
    }

    /// <summary>The groups that have options, with those below them.</summary>
    private static IEnumerable<string> Groups(ComposedConfig composed, string parent)
    {
        foreach (string name in composed.Groups(parent))
        {
            string group = parent.Length == 0 ? name : $"{parent}/{name}";
            if (composed.Options(group).Count > 0)
                yield return group;
            foreach (string inner in Groups(composed, group))
                yield return inner;
        }
    }

    private static JsonObject Guess(ConfigNode node) => node switch
    {
        MapNode map => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key.Text, (JsonNode?)Described(entry.Value)))),
        },
        ListNode => new JsonObject { ["type"] = "array" },
        ScalarNode { Value: bool } => new JsonObject { ["type"] = "boolean" },
        ScalarNode { Value: long } => new JsonObject { ["type"] = "number" },
        ScalarNode { Value: double } => new JsonObject { ["type"] = "number" },
        _ => [],
    };

    private static JsonObject Described(ConfigNode node)
    {
        if (node is MapNode)
            return Guess(node);
        JsonObject schema = JsonSchemaWriter.OrLater(Guess(node), new JsonObject { ["type"] = "null" });
        if (node is not ScalarNode { IsMissing: true })
            schema["default"] = JsonSchemaWriter.Value(node);
        return schema;
    }
}
