using System.Diagnostics;
using System.Text;
using Binnacle.Testing;

namespace Binnacle.Configuration.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: 1\nb: [1, 2\nc: 3\n", 3)]
    [InlineData("a: 1\n\tb: 2\n", 2)]
    [InlineData("a: *x\n", 1)]
    [InlineData("a: 1\na: 2\n", 2)]
    [InlineData("a: 'x\n", 1)]
    [InlineData("a: b: c\n", 1)]
    [InlineData("a: ${b\n", 1)]
    [InlineData("a:\n  b: ${c:[1}\n", 2)]
    [InlineData("a: {x: ???}\n", 1)]
    [InlineData("--- 1\n--- 2\n", 2)]
    [InlineData("? [a]\n: 1\n", 1)]
    public void A_fault_has_the_line_on_which_it_is(string yaml, int line)
    {
        var error = Assert.Throws<ConfigException>(() => YamlReader.Parse(yaml, "conf/x.yaml"));

        Assert.InRange(error.Origin!.Line, 1, line);
        Assert.StartsWith($"conf/x.yaml:{error.Origin.Line}:{error.Origin.Column}: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1_e3", "1_e3")]
    [InlineData("1_.e5", "1_.e5")]
    [InlineData("1_.5e3", "1_.5e3")]
    [InlineData("1_0e5", 1_000_000.0)]
    [InlineData("1_.5e+3", 1500.0)]
    [InlineData("1_.5", 1.5)]
    [InlineData("1.e3", 1000.0)]
    public void An_exponent_without_a_sign_takes_underscores_between_digits_alone(string text, object value) =>
        Assert.Equal(value, Assert.IsType<ScalarNode>(YamlReader.ParseValue(text, "x.yaml")).Value);

    [Fact]
    public void A_fault_shows_the_line_with_carets()
    {
        var error = Assert.Throws<ConfigException>(() => YamlReader.Parse("lr: 1\nbatch: 2\nlr: 3\n", "train.yaml"));

        Assert.Equal("train.yaml:3:1: found duplicate key lr.\n  3 | lr: 3\n    | ^^", error.Message);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Deep_nesting_is_refused_at_once(string open, string close)
    {
        string yaml = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));
        var watch = Stopwatch.StartNew();

        var error = Assert.Throws<ConfigException>(() => YamlReader.Parse(yaml, "deep.yaml"));

        Assert.Contains("500", error.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Nesting_within_the_limit_is_read_and_written()
    {
        string yaml = new string('[', 400) + new string(']', 400);

        ConfigNode node = YamlReader.Parse(yaml, "deep.yaml");

        Assert.True(TreeEquality.Same(node, YamlReader.Parse(YamlWriter.Write(node), "again.yaml")));
    }

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var yaml = new StringBuilder("a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
        for (int i = 1; i < 10; i++)
            yaml.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        var error = Assert.Throws<ConfigException>(() => YamlReader.Parse(yaml.ToString(), "bomb.yaml"));

        Assert.Contains("aliases expand", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_shares_the_node_of_its_anchor()
    {
        var map = (MapNode)YamlReader.Parse("a: &x {k: 1}\nb: *x\n", "x.yaml");

        Assert.Same(map["a"], map["b"]);
    }

    [Fact]
    public void Merge_keys_bring_in_what_is_not_written()
    {
        var map = (MapNode)YamlReader.Parse("base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  y: 3\n", "x.yaml");

        Assert.Equal("x: 1\n'y': 3\n", YamlWriter.Write(map["d"]));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_named_with_their_place()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "x.yaml");
        File.WriteAllBytes(file, [.. "a: 1\nb: "u8, 0xFF, .. "\n"u8]);

        var error = Assert.Throws<ConfigException>(() => YamlReader.ReadFile(file, "x.yaml"));

        Assert.Equal("x.yaml:2:4: the file is not UTF-8 text (byte 0xFF).", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("null\n")]
    [InlineData("---\n")]
    public void An_empty_document_is_an_empty_map(string yaml) =>
        Assert.Empty((MapNode)YamlReader.Parse(yaml, "x.yaml"));
}
