namespace Binnacle.Configuration.Tests.Yaml;

public sealed class YamlCornerTests
{
    [Theory]
    [InlineData("\ta: 1\n", 1, 1)]
    [InlineData("a: 1\t\n", 1, 5)]
    [InlineData("a:\t1\n", 1, 3)]
    [InlineData("a: [1,\t2]\n", 1, 7)]
    [InlineData("b: 'x\ty'\n-\t1\n", 2, 0)]
    public void A_tab_between_values_is_refused_where_it_stands(string yaml, int line, int column)
    {
        Origin origin = Assert.Throws<ConfigException>(() => YamlReader.Parse(yaml, "x.yaml")).Origin!;

        Assert.Equal(line, origin.Line);
        if (column > 0)
            Assert.Equal(column, origin.Column);
    }

    [Theory]
    [InlineData("a: 'x\ty'\n")]
    [InlineData("a: \"x\ty\"\n")]
    [InlineData("a: |\n  x\ty\n")]
    [InlineData("a: >-\n  x\ty\nb: 1\n")]
    [InlineData("a: 1 # x\ty\n")]
    [InlineData("#\t@x\na: 1\n")]
    [InlineData("'a\tb': 1\n")]
    public void A_tab_in_quoted_text_in_blocks_and_in_comments_is_text(string yaml) => YamlReader.Parse(yaml, "x.yaml");

    [Fact]
    public void An_anchor_has_one_place()
    {
        var error = Assert.Throws<ConfigException>(() => YamlReader.Parse("a: &x 1\nb: &x 2\n", "x.yaml"));

        Assert.StartsWith("x.yaml:2:4: found duplicate anchor 'x'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_key() =>
        Assert.Equal("a: 1\n", YamlWriter.Write(YamlReader.Parse("\uFEFFa: 1\n", "x.yaml")));

    [Fact]
    public void A_single_text_is_a_key_and_its_braces_are_not_looked_at() =>
        Assert.Equal("${a: null\n", YamlWriter.Write(YamlReader.Parse("${a\n", "x.yaml")));

    [Fact]
    public void No_bytes_are_written_as_an_empty_text() =>
        Assert.Equal("k: !!binary \"\"\n", YamlWriter.Write(new MapNode([new("k", new ScalarNode(Array.Empty<byte>()))])));

    [Fact]
    public void Keys_of_bytes_are_sorted_by_their_bytes_and_mixed_keys_stay()
    {
        ConfigKey low = new("a"u8.ToArray()), high = new("b"u8.ToArray());
        var bytes = new MapNode([new(high, new ScalarNode(1)), new(low, new ScalarNode(2))]);
        var mixed = new MapNode([new("z", new ScalarNode(1)), new(low, new ScalarNode(2))]);

        Assert.StartsWith("? !!binary |\n  YQ==\n", YamlWriter.Write(bytes, sortKeys: true), StringComparison.Ordinal);
        Assert.StartsWith("z: 1\n", YamlWriter.Write(mixed, sortKeys: true), StringComparison.Ordinal);
    }
}
