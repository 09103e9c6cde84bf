namespace Binnacle.Configuration.Tests.Overrides;

public sealed class SweepCombinationsTests
{
    [Fact]
    public void The_first_key_varies_slowest() =>
        Assert.Equal(["a=1 b=x", "a=1 b=y", "a=2 b=x", "a=2 b=y"], Jobs("a=1,2", "b=x,y"));

    [Fact]
    public void A_later_override_of_a_key_replaces_the_value_and_keeps_the_place() =>
        Assert.Equal(["a=5 b=1", "a=5 b=2"], Jobs("a=1,2", "b=1,2", "a=5"));

    [Fact]
    public void Zipped_sweeps_vary_together() =>
        Assert.Equal(["lr=0.1 b=1 bs=32", "lr=0.1 b=2 bs=32", "lr=0.2 b=1 bs=64", "lr=0.2 b=2 bs=64"], Jobs("lr=zip(0.1,0.2)", "b=1,2", "bs=zip(32,64)"));

    [Fact]
    public void Zipped_sweeps_of_different_tags_vary_apart() =>
        Assert.Equal(4, Jobs("a=tag(p,zip(1,2))", "b=tag(q,zip(3,4))").Length);

    [Fact]
    public void A_zip_takes_the_values_of_a_range() =>
        Assert.Equal(["a=0 b=x", "a=1 b=y"], Jobs("a=zip(range(2))", "b=zip(x,y)"));

    [Fact]
    public void Zipped_sweeps_of_different_lengths_are_refused()
    {
        var error = Assert.Throws<ConfigException>(() => Jobs("a=zip(1,2)", "b=zip(1,2,3)"));

        Assert.Equal("Zipped sweeps must have the same number of values: 'a=zip(1,2)' has 2 values and 'b=zip(1,2,3)' has 3.", error.Message);
    }

    [Fact]
    public void A_glob_takes_the_options_it_matches() =>
        Assert.Equal(["db=mysql", "db=sqlite"], Jobs("db=glob([m*,*ite],exclude=maria*)"));

    [Theory]
    [InlineData("m*", "mysql", true)]
    [InlineData("M*", "mysql", false)]
    [InlineData("*s*l", "mysql", true)]
    [InlineData("m?sql", "mysql", true)]
    [InlineData("[a-m]ysql", "mysql", true)]
    [InlineData("[!m]*", "mysql", false)]
    [InlineData("[!x]*", "mysql", true)]
    [InlineData("[]m]ysql", "mysql", true)]
    [InlineData("[m", "[m", true)]
    [InlineData("[", "m", false)]
    [InlineData("", "", true)]
    public void A_glob_matches_as_a_shell_does(string pattern, string option, bool expected) =>
        Assert.Equal(expected, new GlobSweep([pattern], []).Matches(option));

    [Fact]
    public void A_shuffled_sweep_is_the_same_for_the_same_seed()
    {
        string[] first = Jobs(new Random(7), "a=shuffle(range(50))");

        Assert.Equal(first, Jobs(new Random(7), "a=shuffle(range(50))"));
        Assert.NotEqual(Jobs("a=range(50)"), first);
        Assert.Equal(Jobs("a=range(50)").Order(), first.Order());
    }

    [Fact]
    public void Batches_have_the_asked_size_and_the_last_the_rest() =>
        Assert.Equal([2, 2, 1], Combinations(null, "a=range(5)").Batches(2).Select(batch => batch.Count));

    [Fact]
    public void Jobs_are_made_as_they_are_asked_for() =>
        Assert.Equal(["a=0", "b=0", "c=0"], Combinations(null, "a=range(1000)", "b=range(1000)", "c=range(1000)").Jobs().First());

    [Fact]
    public void An_interval_has_no_values_to_try()
    {
        var error = Assert.Throws<ConfigException>(() => Jobs("a=interval(0,1)"));

        Assert.Equal("BasicSweeper does not support sweep type : INTERVAL_SWEEP", error.Message);
    }

    private static string[] Jobs(params string[] overrides) => Jobs(null, overrides);

    private static string[] Jobs(Random? random, params string[] overrides) => [.. Combinations(random, overrides).Jobs().Select(job => string.Join(' ', job))];

    private static SweepCombinations Combinations(Random? random, params string[] overrides) =>
        new(OverrideParser.ParseAll(overrides), _ => ["mariadb", "mysql", "postgres", "sqlite"], random);

    [Theory]
    [InlineData("a=range(0,inf)", "has no end")]
    [InlineData("a=range(100000000000000000000)", "more than 1000000 values")]
    [InlineData("a=range(0,1,nan)", "is no range")]
    public void A_range_without_end_is_refused_at_once(string input, string expected)
    {
        var error = Assert.Throws<ConfigException>(() => SweepElements.Of((SweepValue)OverrideParser.Parse(input).Value!));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=range(5,-inf)", "")]
    [InlineData("a=range(2,step=inf)", "0.0")]
    [InlineData("a=range(99999999999999999998,100000000000000000000)", "99999999999999999998,99999999999999999999")]
    public void Ranges_of_any_size_have_their_values(string input, string expected)
    {
        Assert.Equal(expected, string.Join(',', SweepElements.Of((SweepValue)OverrideParser.Parse(input).Value!).Select(value => value.Text)));
    }

    [Fact]
    public void An_interval_is_refused_also_when_a_later_override_replaces_it()
    {
        Assert.Throws<ConfigException>(() => new SweepCombinations(OverrideParser.ParseAll(["a=interval(0,1)", "a=1"]), _ => []));
    }

    [Fact]
    public void What_a_later_override_replaces_must_have_values_too() =>
        Assert.Equal("range() arg 3 must not be zero", Assert.Throws<ConfigException>(() => new SweepCombinations(OverrideParser.ParseAll(["a=range(1,3,0)", "a=5"]), _ => [])).Message);
}
