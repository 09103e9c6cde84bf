using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Configuration.Tests;

/// <summary>Texts of the golden cases, as seeds of mutation.</summary>
internal static class GoldenTexts
{
    /// <summary>The YAML documents.</summary>
    public static IReadOnlyList<string> Yaml { get; } =
        [.. Read("yaml_scalars.jsonl", "text"), .. Read("yaml_dump.jsonl", "yaml"), .. Read("interp.jsonl", "yaml")];

    /// <summary>The config files of the compositions.</summary>
    public static IReadOnlyList<string> ConfigFiles { get; } =
        [.. Goldens("compose.jsonl").SelectMany(golden => golden.GetProperty("files").EnumerateObject()).Select(file => file.Value.GetString()!).Distinct()];

    /// <summary>The overrides.</summary>
    public static IReadOnlyList<string> Overrides { get; } = [.. Read("overrides.jsonl", "input")];

    /// <summary>The values with interpolations.</summary>
    public static IReadOnlyList<string> Interpolations { get; } =
        [.. Read("interp.jsonl", "yaml").SelectMany(Scalars).Where(text => text.Contains("${", StringComparison.Ordinal)).Distinct()];

    private static IEnumerable<JsonElement> Goldens(string file) =>
        File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests", "conformance", "config", file))
            .Select(line => JsonDocument.Parse(line).RootElement);

    private static IEnumerable<string> Read(string file, string field) =>
        Goldens(file)
            .Where(golden => golden.TryGetProperty(field, out _))
            .Select(golden => golden.GetProperty(field).GetString()!);

    private static IEnumerable<string> Scalars(string yaml)
    {
        ConfigNode root;
        try
        {
            root = YamlReader.Parse(yaml, "golden.yaml");
        }
        catch (ConfigException)
        {
            return [];
        }

        return Scalars(root);
    }

    private static IEnumerable<string> Scalars(ConfigNode node) => node switch
    {
        MapNode map => map.Values.SelectMany(Scalars),
        ListNode list => list.SelectMany(Scalars),
        ScalarNode { Value: string text } => [text],
        _ => [],
    };
}
