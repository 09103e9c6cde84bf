using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Text.Json.Nodes;
using Binnacle.Configuration.Tests.Composition;
using Json.Schema;

namespace Binnacle.Configuration.Tests.Binding;

/// <summary>The schemas as a validator of another house reads them: what composes is valid, what is wrong is not.</summary>
public sealed class JsonSchemaValidationTests : IDisposable
{
    private readonly Folder _conf = new();

    public JsonSchemaValidationTests()
    {
        _conf["config"] = """
            defaults:
              - db: mysql
              - optional local: mine
              - override hydra/job_logging: none
              - _self_
            lr: 0.1
            epochs: ${db.port}
            mode: fast
            tags: [a, b]
            hydra: {run: {dir: out}}
            """;
        _conf["db/mysql"] = "host: a\nport: 3306\n";
        _conf["db/postgres"] = "defaults: [mysql]\nhost: ???\nport: 5432\n";
        _conf["experiment/big"] = "# @package _global_\ndefaults:\n  - override /db: postgres\nlr: 0.5\n";
    }

    public void Dispose() => _conf.Dispose();

    private enum Mode
    {
        Fast,
        Slow,
    }

    private sealed record Db
    {
        public required string Host { get; init; }

        [Range(1, 65535)]
        public required int Port { get; init; }
    }

    private sealed record Settings
    {
        public required Db Db { get; init; }

        [Range(0.0, 1.0)]
        public required double Lr { get; init; }

        public required int Epochs { get; init; }

        public Mode Mode { get; init; }

        public IReadOnlyList<string> Tags { get; init; } = [];

        [RegularExpression("[a-z]+")]
        public string? Note { get; init; }
    }

    [Theory]
    [InlineData("config", "config")]
    [InlineData("db", "db/mysql")]
    [InlineData("db", "db/postgres")]
    [InlineData("experiment", "experiment/big")]
    public void The_files_of_a_configuration_are_valid(string schema, string config) => Assert.True(IsValid(SchemaOf(schema), Read(config)));

    [Theory]
    [InlineData("config", "lr: 2\n")]
    [InlineData("config", "lr: fast\n")]
    [InlineData("config", "lrr: 0.1\n")]
    [InlineData("config", "epochs: 1.5\n")]
    [InlineData("config", "mode: medium\n")]
    [InlineData("config", "tags: a\n")]
    [InlineData("config", "note: A1\n")]
    [InlineData("config", "db: {port: 0}\n")]
    [InlineData("config", "db: {prot: 1}\n")]
    [InlineData("config", "defaults: {db: mysql}\n")]
    [InlineData("config", "defaults: [{db: oracle}]\n")]
    [InlineData("config", "defaults: [{override /db: oracle}]\n")]
    [InlineData("db", "port: many\n")]
    [InlineData("db", "lr: 0.1\n")]
    [InlineData("experiment", "db: {port: many}\n")]
    public void What_does_not_fit_is_not_valid(string schema, string text) => Assert.False(IsValid(SchemaOf(schema), YamlReader.Parse(text, "x.yaml")));

    [Theory]
    [InlineData("lr: ${a}\n")]
    [InlineData("lr: ???\n")]
    [InlineData("note: null\n")]
    [InlineData("db: {port: '${x}'}\n")]
    [InlineData("defaults: [{db: null}, {db@other: [mysql, postgres]}, {override db: '${x}'}, /db/mysql, _self_]\n")]
    public void What_is_known_later_fits_everywhere(string text) => Assert.True(IsValid(SchemaOf("config"), YamlReader.Parse(text, "x.yaml")));

    [Fact]
    public void What_is_inferred_from_golden_folders_fits_what_they_compose_to()
    {
        int count = 0;
        List<string> wrong = [];
        GoldenCompositions.Each((id, conf, request) =>
        {
            ComposedConfig composed;
            try
            {
                composed = ConfigComposer.ForDirectory(conf).Compose(request);
            }
            catch (ConfigException)
            {
                return;
            }

            // JSON has no infinite numbers.
            if (composed.ToYaml().Contains(": .inf", StringComparison.Ordinal) || composed.ToYaml().Contains(": .nan", StringComparison.Ordinal))
                return;
            count++;
            if (!IsValid(ConfigJsonSchema.Of(composed), composed.Job))
                wrong.Add(id);
        });

        Assert.Empty(wrong);
        Assert.True(count > 100, $"{count} compositions");
    }

    private string SchemaOf(string name) => ConfigJsonSchema.Files<Settings>(_conf.Compose()).Single(file => file.Name == name + ".schema.json").Json;

    private ConfigNode Read(string config) => YamlReader.ReadFile(System.IO.Path.Combine(_conf.Path, config + ".yaml"));

    private static bool IsValid(string schema, ConfigNode node) =>
        JsonSchema.FromText(schema).Evaluate(Json(node), new EvaluationOptions { EvaluateAs = SpecVersion.Draft202012 }).IsValid;

    private static JsonNode? Json(ConfigNode node) => node switch
    {
        MapNode map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))),
        ListNode list => new JsonArray([.. list.Select(Json)]),
        ScalarNode { Value: null } => null,
        ScalarNode { Value: bool flag } => JsonValue.Create(flag),
        ScalarNode { Value: long number } => JsonValue.Create(number),
        ScalarNode { Value: BigInteger number } => JsonValue.Create((double)number),
        ScalarNode { Value: double number } when double.IsFinite(number) => JsonValue.Create(number),
        ScalarNode { Value: string text } => JsonValue.Create(text),
        var other => JsonValue.Create(PythonText.Of(other)),
    };
}
