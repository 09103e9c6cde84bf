using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Binnacle.Configuration.Tests.Composition;

namespace Binnacle.Configuration.Tests.Binding;

public sealed class ConfigJsonSchemaTests
{
    public enum Mode
    {
        FastStart,
        Slow,
    }

    [Fact]
    public void Members_become_properties_with_types_defaults_ranges_and_descriptions()
    {
        JsonNode schema = JsonNode.Parse(ConfigJsonSchema.Of<Settings>())!;

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)schema["$schema"]);
        Assert.False((bool)schema["additionalProperties"]!);
        Assert.Equal("""{"anyOf":[{"type":"number","minimum":0,"maximum":1},{"$ref":"#/$defs/later"}],"description":"Step of the optimizer.","default":0.1}""", Property(schema, "lr"));
        Assert.Equal("""{"anyOf":[{"enum":["fast_start","slow"]},{"$ref":"#/$defs/later"}],"default":"fast_start"}""", Property(schema, "mode"));
        Assert.Equal("""{"anyOf":[{"type":["string","number","boolean"],"pattern":"^(?:[a-z]+)$"},{"type":"null"},{"$ref":"#/$defs/later"}],"default":null}""", Property(schema, "name"));
        Assert.DoesNotContain("default", Property(schema, "epochs"), StringComparison.Ordinal);
        Assert.Contains("\"minItems\":1", Property(schema, "layers"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_contains_itself_refers_to_its_definition()
    {
        JsonNode schema = JsonNode.Parse(ConfigJsonSchema.Of<Settings>())!;

        Assert.Contains("#/$defs/Tree", Property(schema, "tree"), StringComparison.Ordinal);
        Assert.Contains("#/$defs/Tree", Property(schema["$defs"]!["Tree"]!, "left"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_list_knows_the_options_of_the_groups()
    {
        using var folder = new Folder();
        folder["config"] = "lr: 1\n";
        folder["db/mysql"] = "{}";
        folder["db/sqlite"] = "{}";

        JsonNode schema = JsonNode.Parse(ConfigJsonSchema.Of<Settings>(folder.Compose()))!;

        JsonNode groups = schema["properties"]!["defaults"]!["items"]!["anyOf"]![2]!;
        Assert.Contains("""{"enum":["mysql","sqlite"]}""", groups["properties"]!["db"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(groups["properties"]!["hydra/launcher"]);
        Assert.NotNull(groups["patternProperties"]!["^((optional|override) +)*/?db(@.*)?$"]);
    }

    [Fact]
    public void A_configuration_without_a_record_is_described_by_its_values()
    {
        using var folder = new Folder();
        folder["config"] = "lr: 0.5\nmodel:\n  size: 3\nname: ???\n";

        JsonNode schema = JsonNode.Parse(ConfigJsonSchema.Of(folder.Compose()))!;

        Assert.Equal("""{"anyOf":[{"type":"number"},{"type":"null"},{"$ref":"#/$defs/later"}],"default":0.5}""", Property(schema, "lr"));
        Assert.Contains("\"default\":3", Property(schema["properties"]!["model"]!, "size"), StringComparison.Ordinal);
        Assert.Null(schema["additionalProperties"]);
    }

    private static string Property(JsonNode schema, string name) => schema["properties"]![name]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public sealed record Tree(int Value = 0, Tree? Left = null);

    public sealed record Settings
    {
        [Range(0.0, 1.0), Description("Step of the optimizer.")]
        public double Lr { get; init; } = 0.1;

        public required int Epochs { get; init; }

        public Mode Mode { get; init; }

        [RegularExpression("[a-z]+")]
        public string? Name { get; init; }

        [MinLength(1)]
        public IReadOnlyList<int> Layers { get; init; } = [3];

        public Tree Tree { get; init; } = new();
    }
}
