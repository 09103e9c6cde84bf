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

    [Theory]
    [InlineData("a.1_0=x", "a.1_0")]
    [InlineData("a.0.b=x", "a.0.b")]
    public void A_part_of_a_path_may_be_a_whole_number(string input, string key)
    {
        Assert.Equal(key, OverrideParser.Parse(input).Key);
    }

    [Theory]
    [InlineData("a.01=x")]
    [InlineData("a.1_=x")]
    [InlineData("a.1__0=x")]
    [InlineData("a@1=x")]
    [InlineData("1=x")]
    public void Other_numbers_are_no_names(string input)
    {
        Assert.Throws<ConfigException>(() => OverrideParser.Parse(input));
    }

    [Theory]
    [InlineData("a={b: 1, c: 2, b: 3}", "{b:3,c:2}")]
    [InlineData("a={1: x, true: y, 1.0: z}", "{1:z}")]
    public void Equal_keys_of_a_map_are_one_entry(string input, string expected)
    {
        Assert.Equal(expected, ((ElementValue)OverrideParser.Parse(input).Value!).Text);
    }

    [Theory]
    [InlineData("a=sort(range(10,0,2))", 2L, 12L, -2L)]
    [InlineData("a=sort(range(0,10,-3))", 0L, 10L, -3L)]
    [InlineData("a=sort(range(0,10,-3),reverse=true)", 7L, -3L, 3L)]
    [InlineData("a=range(true)", 0L, true, 1L)]
    public void Ranges_are_turned_by_their_ends(string input, object start, object stop, object step)
    {
        var range = (RangeSweep)OverrideParser.Parse(input).Value!;

        Assert.Equal((start, stop, step), (range.Start, range.Stop, range.Step));
    }

    [Fact]
    public void Sorting_keeps_what_was_to_be_shuffled_and_its_tags()
    {
        var range = (RangeSweep)OverrideParser.Parse("a=sort(tag(x, shuffle(range(3))))").Value!;

        Assert.True(range.Shuffle);
        Assert.Equal(["x"], range.Tags);
    }

    [Theory]
    [InlineData("a=sort('true')", "true")]
    [InlineData("a=sort(x, list=[2,1])", "[1,2]")]
    [InlineData("a=sort(list=[2,1], sweep=choice(3,1))", "[1,2]")]
    [InlineData("a=int(3, value=null)", "3")]
    [InlineData("a=bool(null)", "False")]
    public void Functions_of_one_value_take_it_by_place_or_by_name(string input, string expected)
    {
        Assert.Equal(expected, ((ElementValue)OverrideParser.Parse(input).Value!).Text);
    }

    [Theory]
    [InlineData("a=sort([1],[2])")]
    [InlineData("a=sort(choice(1,2),choice(3))")]
    [InlineData("a=shuffle(choice(1,2),3)")]
    [InlineData("a=int(1,choice(1,2))")]
    [InlineData("a=str(null)")]
    [InlineData("a=choice(choice(choice(1,2)))")]
    [InlineData("a=sort(list=3)")]
    public void Functions_refuse_what_they_cannot_work_on(string input)
    {
        Assert.Throws<ConfigException>(() => OverrideParser.Parse(input));
    }

    [Theory]
    [InlineData("a=[x, :: ]", "[x,\\:\\:\\ ]")]
    [InlineData("a={k: : , l: 1}", "{k:\\:\\ ,l:1}")]
    [InlineData("a=x : ", "x\\ \\:\\ ")]
    [InlineData("a=[x , y ]", "[x,y]")]
    public void Blanks_behind_a_colon_belong_to_it(string input, string printed) =>
        Assert.Equal("a=" + printed, OverrideParser.Parse(input).ElementText());

    [Fact]
    public void The_items_of_a_glob_are_the_patterns_of_their_text() =>
        Assert.Equal(["1", "True", "x*"], ((GlobSweep)OverrideParser.Parse("a=glob([1,true,x*])").Value!).Include);

    [Fact]
    public void A_cast_does_not_reach_into_sweeps_of_a_choice() =>
        Assert.Throws<ConfigException>(() => OverrideParser.Parse("a=str(choice(choice(1,2),3))"));
}
