namespace Binnacle.Configuration.Tests.Yaml;

public sealed class TaggedScalarTests
{
    [Theory]
    [InlineData("!!int 1_000", "1000")]
    [InlineData("!!int 0O17", "15")]
    [InlineData("!!int -_1", "-1")]
    [InlineData("!!int 1:60", "120")]
    [InlineData("!!float _1", "1.0")]
    [InlineData("!!float +-1", "-1.0")]
    [InlineData("!!float .1e1", "1.0")]
    [InlineData("!!float 01:30", "90.0")]
    [InlineData("!!float -Inf", "-inf")]
    [InlineData("!!float .iNf", "inf")]
    [InlineData("!!float +.nan", "nan")]
    [InlineData("!!bool oFf", "False")]
    public void A_tag_reads_more_than_plain_text_is_read_as(string yaml, string value) =>
        Assert.Equal(value, PythonText.Of(Read($"k: {yaml}\n")));

    [Theory]
    [InlineData("!!int x")]
    [InlineData("!!int 0x_")]
    [InlineData("!!float 0x1F")]
    [InlineData("!!float 1:x")]
    [InlineData("!!bool y")]
    [InlineData("!!binary a")]
    [InlineData("0x_")]
    [InlineData("-0b_")]
    public void What_is_no_such_value_is_refused_with_its_place(string yaml) =>
        Assert.Equal((1, 4), Assert.Throws<ConfigException>(() => Read($"k: {yaml}\n")).Origin is { } origin ? (origin.Line, origin.Column) : default);

    [Theory]
    [InlineData("'aGVsbG8=xx'", "hello")]
    [InlineData("'aGV sbG8='", "hello")]
    [InlineData("'!!!'", "")]
    [InlineData("=", "")]
    public void Bytes_pass_over_what_is_no_letter_of_base_64(string yaml, string text) =>
        Assert.Equal(text, System.Text.Encoding.ASCII.GetString((byte[])((ScalarNode)Read($"k: !!binary {yaml}\n")).Value!));

    [Theory]
    [InlineData("!!omap [a: 1, b: 2]", "- - a\n  - 1\n- - b\n  - 2\n")]
    [InlineData("!!pairs [a: 1, a: 2]", "- - a\n  - 1\n- - a\n  - 2\n")]
    [InlineData("!!omap []", "[]\n")]
    public void Ordered_maps_and_pairs_are_lists_of_key_and_value(string yaml, string written) =>
        Assert.Equal(written, YamlWriter.Write(Read($"k: {yaml}\n")));

    [Theory]
    [InlineData("!!omap [1]")]
    [InlineData("!!pairs [{a: 1, b: 2}]")]
    [InlineData("!!omap {a: 1}")]
    public void An_ordered_map_has_one_key_an_entry(string yaml) => Assert.Throws<ConfigException>(() => Read($"k: {yaml}\n"));

    private static ConfigNode Read(string yaml) => ((MapNode)YamlReader.Parse(yaml, "x.yaml"))["k"];
}
