using System.ComponentModel.DataAnnotations;
using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Binding;

public sealed class ConfigBinderTests
{
    public enum Schedule
    {
        StepDecay,
        Cosine,
    }

    [Fact]
    public void Properties_are_filled_from_their_snake_case_keys()
    {
        Training config = Bind<Training>("lr: 1\ntrain_bs: '64'\nmlflow_uri: ./mlruns\nschedule: step_decay\npatience: 1h30m\n");

        Assert.Equal(1.0, config.Lr);
        Assert.Equal(64, config.TrainBs);
        Assert.Equal("./mlruns", config.TrackingUri);
        Assert.Equal(Schedule.StepDecay, config.Schedule);
        Assert.Equal(TimeSpan.FromMinutes(90), config.Patience);
        Assert.Equal(5, config.Epochs);
    }

    [Fact]
    public void Collections_and_nested_records_are_bound()
    {
        Nested config = Bind<Nested>(
            "layers: [{size: 3, name: in}, {size: 5}]\nrates: {a: 1, b: 2.5}\nseeds: [1, 2]\nnote: null\nany: {x: [1, a]}\n");

        Assert.Equal([new Layer(3, "in"), new Layer(5)], config.Layers);
        Assert.Equal(2.5, config.Rates["b"]);
        Assert.Equal([1L, 2L], config.Seeds);
        Assert.Null(config.Note);
        Assert.Equal([1L, "a"], Assert.IsType<List<object?>>(Assert.IsType<Dictionary<string, object?>>(config.Any)["x"]));
    }

    [Fact]
    public void All_faults_are_reported_at_once_each_with_place_and_nearest_name()
    {
        var error = Assert.Throws<ConfigBindingException>(() => Bind<Training>(
            "lr: fast\ntrain_bs: 1.5\nepoch: 3\nschedule: cosin\nmlflow_uri: ???\npatience: null\n"));

        Assert.Equal(
            """
            train.yaml:1:5: lr: expected a number, found 'fast' (text).
            train.yaml:2:11: train_bs: expected an integer, found 1.5 (float).
            train.yaml:5:13: mlflow_uri: expected text, found ??? (a value must be given).
            train.yaml:4:11: schedule: expected one of step_decay, cosine, found 'cosin' (text). Did you mean 'cosine'?
            train.yaml:6:11: patience: expected a duration such as 90s, 1h30m or 00:01:30, found null.
            train.yaml:3:1: epoch: unknown key. Did you mean 'epochs'?
            """.ReplaceLineEndings("\n"),
            error.Message);
        Assert.Equal(new Origin("train.yaml", 1, 5), error.Faults[0].Origin);
        Assert.Equal("epochs", error.Faults[^1].Nearest);
    }

    [Fact]
    public void A_fault_in_a_file_shows_its_line_with_carets()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "train.yaml");
        File.WriteAllText(file, "lr: fast  # too fast\ntrain_bs: 1\nmlflow_uri: x\n");

        var error = Assert.Throws<ConfigBindingException>(() => ConfigBinder.Bind<Training>(YamlReader.ReadFile(file, file)));

        Assert.Equal($"{file}:1:5: lr: expected a number, found 'fast' (text).\n  1 | lr: fast  # too fast\n    |     ^^^^", error.Message);
    }

    [Fact]
    public void A_fault_of_an_override_names_the_override()
    {
        var config = new MapNode([new("size", new ScalarNode("big", OverrideParser.Parse("layer.size=big").Origin))]);

        var error = Assert.Throws<ConfigBindingException>(() => ConfigBinder.Bind<Layer>(config));

        Assert.Equal(
            "override 'layer.size=big': size: expected an integer, found 'big' (text).\n  layer.size=big\n             ^^^", error.Message);
    }

    [Fact]
    public void An_unknown_key_is_reported_at_its_own_place()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "layer.yaml");
        File.WriteAllText(file, "size: 3\nsizes: [1, 2]\n");

        var error = Assert.Throws<ConfigBindingException>(() => ConfigBinder.Bind<Layer>(YamlReader.ReadFile(file, file)));

        Assert.Equal($"{file}:2:1: sizes: unknown key. Did you mean 'size'?\n  2 | sizes: [1, 2]\n    | ^^^^^", error.Message);
    }

    [Fact]
    public void An_unknown_key_of_an_override_is_underlined_in_the_override()
    {
        ElementValue value = (ElementValue)OverrideParser.Parse("+model.widht=3").Value!;
        ConfigNode tree = ConfigEdit.Set(MapNode.Empty, ["model", "widht"], value.ToNode(OverrideParser.Parse("+model.widht=3").Origin));

        var error = Assert.Throws<ConfigBindingException>(() => ConfigBinder.Bind<Outer>((MapNode)tree));

        Assert.Equal(
            "override '+model.widht=3': model.widht: unknown key. Did you mean 'model.width'?\n  +model.widht=3\n         ^^^^^", error.Message);
    }

    [Fact]
    public void Required_members_must_be_given()
    {
        var error = Assert.Throws<ConfigBindingException>(() => Bind<Training>("{}"));

        Assert.Equal(["lr", "train_bs", "mlflow_uri"], error.Faults.Select(fault => fault.Key));
        Assert.All(error.Faults, fault => Assert.Equal("no such key", fault.Found));
    }

    [Theory]
    [InlineData("ratio: 1.5", "x.yaml:1:8: ratio: expected a value from 0 to 1, found 1.5 (float).")]
    [InlineData("name: a b", "x.yaml:1:7: name: expected text that matches ^[a-z]+$, found 'a b' (text).")]
    [InlineData("kind: chat", "x.yaml:1:7: kind: expected one of cat, dog, found 'chat' (text). Did you mean 'cat'?")]
    [InlineData("size: 300", "x.yaml:1:7: size: expected an integer from 0 to 255, found 300 (integer).")]
    [InlineData("tags: []", "x.yaml:1:7: tags: expected at least 1 items, found a list of 0.")]
    public void Validation_attributes_are_checked(string yaml, string message)
    {
        var error = Assert.Throws<ConfigBindingException>(() => ConfigBinder.Bind<Checked>((MapNode)YamlReader.Parse(yaml, "x.yaml")));

        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1.0")]
    [InlineData("'1.0'")]
    [InlineData("'0x10'")]
    [InlineData("3000000000")]
    [InlineData("[1]")]
    [InlineData("null")]
    public void Integers_are_not_made_of_other_kinds(string yaml) =>
        Assert.Throws<ConfigBindingException>(() => Bind<Layer>($"size: {yaml}"));

    [Fact]
    public void A_constructor_that_refuses_its_arguments_is_a_fault()
    {
        var error = Assert.Throws<ConfigBindingException>(() => Bind<Even>("number: 3"));

        Assert.Contains("must be even", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_becomes_a_tree_and_comes_back()
    {
        var nested = new Nested([new Layer(3, "in")], new Dictionary<string, double> { ["a"] = 1 }, [7], "x", null);

        MapNode tree = ConfigBinder.ToNode(nested);

        Assert.Equal("layers:\n- size: 3\n  name: in\nrates:\n  a: 1.0\nseeds:\n- 7\nnote: x\nany: null\n", YamlWriter.Write(tree));
        Assert.Equal(nested.Layers, ConfigBinder.Bind<Nested>(tree).Layers);
    }

    [Fact]
    public void An_object_that_contains_itself_is_refused() =>
        Assert.Throws<ArgumentException>(() => ConfigBinder.ToNode(new Loop()));

    private static T Bind<T>(string yaml) => ConfigBinder.Bind<T>((MapNode)YamlReader.Parse(yaml, "train.yaml"));

    public sealed record Training
    {
        public required double Lr { get; init; }

        public required int TrainBs { get; init; }

        public int Epochs { get; init; } = 5;

        [ConfigKey("mlflow_uri")]
        public required string TrackingUri { get; init; }

        public Schedule Schedule { get; init; }

        public TimeSpan Patience { get; init; }
    }

    public sealed record Layer(int Size, string Name = "hidden");

    public sealed record Sized
    {
        public int Width { get; init; }
    }

    public sealed record Outer(Sized Model);

    public sealed record Nested(
        IReadOnlyList<Layer> Layers, IReadOnlyDictionary<string, double> Rates, List<long> Seeds, string? Note, object? Any);

    public sealed record Checked
    {
        [Range(0.0, 1.0)]
        public double Ratio { get; init; }

        [RegularExpression("^[a-z]+$")]
        public string Name { get; init; } = "a";

        [AllowedValues("cat", "dog")]
        public string Kind { get; init; } = "cat";

        public byte Size { get; init; }

        [MinLength(1)]
        public string[] Tags { get; init; } = ["x"];
    }

    public sealed record Even
    {
        public Even(int number) => Number = number % 2 == 0 ? number : throw new ArgumentException("The number must be even.");

        public int Number { get; }
    }

    public sealed class Loop
    {
        public Loop Self
        {
            get => this;
            set => _ = value;
        }
    }
}
