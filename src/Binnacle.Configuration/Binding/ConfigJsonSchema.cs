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

    /// <summary>The schemas of a configuration's files: of the primary config, and of each config group that has files.</summary>
    /// <typeparam name="T">The type to which the configuration is bound.</typeparam>
    /// <param name="composed">A composition of the configuration, which tells its groups.</param>
    /// <remarks>The files of a group are described by the member of the type at their package; where it has none, they may hold anything.</remarks>
    public static IReadOnlyList<ConfigSchemaFile> Files<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(ComposedConfig composed)
    {
        ArgumentNullException.ThrowIfNull(composed);
        return FilesOf(composed, Of<T>(composed), package =>
        {
            var writer = new JsonSchemaWriter();
            return (writer.OfPackage(typeof(T), package), writer.Definitions);
        });
    }

    /// <summary>The schemas of the files of a configuration that has no record; see <see cref="Of(ComposedConfig)"/>.</summary>
    /// <param name="composed">The composition.</param>
    public static IReadOnlyList<ConfigSchemaFile> Files(ComposedConfig composed)
    {
        ArgumentNullException.ThrowIfNull(composed);
        return FilesOf(composed, Of(composed), package => (At(composed.Job, package) is MapNode map ? Guess(map) : null, new JsonSchemaWriter().Definitions));
    }

    private static List<ConfigSchemaFile> FilesOf(ComposedConfig composed, string root, Func<string, (JsonObject? Schema, JsonObject Definitions)> ofPackage)
    {
        List<ConfigSchemaFile> files = [];
        if (composed.Request.ConfigName is { } name)
            files.Add(new($"{name.Replace('/', '.')}.schema.json", composed.Repository.Load(name)!.Location.Replace('\\', '/'), root));
        foreach (string group in Groups(composed, "").Where(group => group != "hydra" && !group.StartsWith("hydra/", StringComparison.Ordinal)))
        {
            if (PackageOf(composed, group) is not { } place)
                continue;
            (JsonObject? schema, JsonObject definitions) = ofPackage(place.Package);
            files.Add(new($"{group.Replace('/', '.')}.schema.json", place.Pattern, Document(group, schema ?? Anything(), definitions, composed)));
        }

        return files;
    }

    private static JsonObject Anything() => new() { ["type"] = "object", ["properties"] = new JsonObject() };

    /// <summary>Where the configs of a group lie, and the package that all of them have; of a group that has no files, null.</summary>
    private static (string Package, string Pattern)? PackageOf(ComposedConfig composed, string group)
    {
        LoadedConfig[] options = [.. composed.Sources.OfType<DirectorySource>().SelectMany(source => source.Options(group).Select(option => source.Load($"{group}/{option}"))).OfType<LoadedConfig>()];
        if (options.Length == 0)
            return null;
        string usual = group.Replace('/', '.');
        string[] packages = [.. options.Select(option => option.Package ?? usual).Distinct(StringComparer.Ordinal)];
        string folder = (Path.GetDirectoryName(options[0].Location) ?? "").Replace('\\', '/');
        return (packages is [var package] ? package.Replace("_global_", "", StringComparison.Ordinal).TrimStart('.') : Several, $"{folder}/*.yaml");
    }

    /// <summary>A package that no member has: the configs of the group belong to different places.</summary>
    private const string Several = "?";

    private static ConfigNode? At(MapNode root, string package)
    {
        ConfigNode? node = root;
        foreach (string part in package.Split('.', StringSplitOptions.RemoveEmptyEntries))
            node = node is MapNode map && map.TryGetValue(part, out ConfigNode? child) ? child : null;
        return node;
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
