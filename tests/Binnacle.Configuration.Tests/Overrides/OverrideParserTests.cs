namespace Binnacle.Configuration.Tests.Overrides;

public sealed class OverrideParserTests
{
    [Theory]
    [InlineData("lr=0.1", OverrideKind.Change, "lr")]
    [InlineData("+model.depth=3", OverrideKind.Add, "model.depth")]
    [InlineData("++a.b=c", OverrideKind.ForceAdd, "a.b")]
    [InlineData("~db", OverrideKind.Delete, "db")]
    public void An_override_has_the_kind_of_its_prefix(string input, OverrideKind kind, string key)
    {
        Override found = OverrideParser.Parse(input);

        Assert.Equal(kind, found.Kind);
        Assert.Equal(key, found.Key);
    }

    [Fact]
    public void A_package_stands_behind_the_group()
    {
        Override found = OverrideParser.Parse("db/engine@src.main=mysql");

        Assert.Equal(("db/engine", "src.main"), (found.Key, found.Package));
        Assert.Equal("db/engine@src.main", found.KeyElement);
    }

    [Theory]
    [InlineData("a=1_000", 1000L)]
    [InlineData("a=1e3", 1000.0)]
    [InlineData("a=TRUE", true)]
    [InlineData("a=null", null)]
    [InlineData("a=010", "010")]
    [InlineData("a='1'", "1")]
    [InlineData("a=c d", "c d")]
    [InlineData("a=C:\\dir", "C:\\dir")]
    [InlineData("a=x\\=y", "x=y")]
    [InlineData("a=", "")]
    public void A_value_has_the_type_that_its_text_spells(string input, object? expected)
    {
        var value = (ElementValue)OverrideParser.Parse(input).Value!;

        Assert.Equal(expected, ((ScalarNode)value.ToNode(null)).Value);
    }

    [Fact]
    public void Lists_and_maps_nest()
    {
        var value = (ElementValue)OverrideParser.Parse("a=[1, {k: 'x y', m: [true]}]").Value!;

        Assert.Equal("[1,{k:'x y',m:[True]}]", value.Text);
    }

    [Theory]
    [InlineData("a=1,2", typeof(ChoiceSweep))]
    [InlineData("a=choice(x,y)", typeof(ChoiceSweep))]
    [InlineData("a=range(1,5)", typeof(RangeSweep))]
    [InlineData("a=int(interval(1,5))", typeof(IntervalSweep))]
    [InlineData("db=glob(m*)", typeof(GlobSweep))]
    [InlineData("a=zip(1,2)", typeof(ZipSweep))]
    public void A_sweep_has_the_type_of_its_function(string input, Type expected)
    {
        Override found = OverrideParser.Parse(input);

        Assert.True(found.IsSweep);
        Assert.IsType(expected, found.Value);
    }

    [Fact]
    public void Tags_are_sorted_and_unique()
    {
        var sweep = (SweepValue)OverrideParser.Parse("lr=tag(log, b, log, interval(0.1,1))").Value!;

        Assert.Equal(["b", "log"], sweep.Tags);
    }

    [Fact]
    public void Extend_list_prints_as_it_is_written()
    {
        Override found = OverrideParser.Parse("a=extend_list(x, '1', [2])");

        Assert.Equal("a=extend_list(x,'1',[2])", found.ElementText());
    }

    [Fact]
    public void A_fault_shows_the_override_with_a_caret_under_its_column()
    {
        var error = Assert.Throws<ConfigException>(() => OverrideParser.Parse("a=[1,2"));

        Assert.Equal("Error parsing override 'a=[1,2'", error.Message.Split('\n')[0]);
        Assert.EndsWith("  a=[1,2\n        ^", error.Message, StringComparison.Ordinal);
        Assert.Equal(7, error.Origin!.Column);
    }

    [Fact]
    public void An_unknown_function_is_told_with_the_nearest_known()
    {
        var error = Assert.Throws<ConfigException>(() => OverrideParser.Parse("a=rang(3)"));

        Assert.Contains("Unknown function 'rang'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'range'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a[0]=1", "dots, not brackets")]
    [InlineData("a =1", "blanks are not allowed")]
    [InlineData("a=b=c", "'=' must be quoted")]
    [InlineData("a", "expected '=' and a value")]
    [InlineData("a='x", "not closed")]
    [InlineData("a=range(1,2,3,4)", "too many positional arguments")]
    [InlineData("a=zip(glob(*))", "zip")]
    public void Malformed_overrides_say_what_is_wrong(string input, string expected)
    {
        var error = Assert.Throws<ConfigException>(() => OverrideParser.Parse(input));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused_at_once()
    {
        var error = Assert.Throws<ConfigException>(() => OverrideParser.Parse("a=" + new string('[', 100_000)));

        Assert.Contains("nested deeper", error.Message, StringComparison.Ordinal);
    }
}
