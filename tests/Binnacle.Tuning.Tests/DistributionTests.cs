using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class DistributionTests
{
    [Fact]
    public void FloatDistribution_with_a_step_ends_on_the_last_grid_point()
    {
        Assert.Equal(1.7, new FloatDistribution(0.9, 1.7, 0.1).High);
        Assert.Equal(0.9, new FloatDistribution(0, 1, 0.3).High);
    }

    [Fact]
    public void The_points_of_a_step_are_rounded_once()
    {
        Assert.Equal([0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7], DecimalGrid.Points(0.9, 1.7, 0.1));
    }

    [Fact]
    public void The_last_point_is_within_a_step_of_the_end() =>
        Gen.Select(Gen.Int[-500, 500], Gen.Int[0, 900], Gen.Int[1, 99]).Sample((low, width, step) =>
        {
            FloatDistribution distribution = new(low / 100.0, (low + width) / 100.0, step / 100.0);
            return Math.Abs(distribution.High - (low + width / step * step) / 100.0) < 1e-12 && distribution.Contains(distribution.High);
        }, iter: 1000);

    [Fact]
    public void An_IntDistribution_ends_on_the_last_grid_point()
    {
        Assert.Equal(98, new IntDistribution(0, 100, 7).High);
        Assert.Equal(long.MaxValue, new IntDistribution(long.MinValue, long.MaxValue).High);
    }

    [Fact]
    public void Distributions_with_one_value_are_single()
    {
        Assert.True(new FloatDistribution(2.5, 2.5).IsSingle);
        Assert.True(new FloatDistribution(0, 0.2, 0.3).IsSingle);
        Assert.True(new IntDistribution(1, 3, 5).IsSingle);
        Assert.True(new CategoricalDistribution("a").IsSingle);
        Assert.False(new FloatDistribution(0, 0.3, 0.3).IsSingle);
    }

    [Theory]
    [InlineData(double.NaN, 1.0, null, false, "finite")]
    [InlineData(0.0, double.PositiveInfinity, null, false, "finite")]
    [InlineData(2.0, 1.0, null, false, "must not be above")]
    [InlineData(0.0, 1.0, null, true, "above zero")]
    [InlineData(1.0, 2.0, 0.5, true, "no step")]
    [InlineData(0.0, 1.0, 0.0, false, "above zero")]
    [InlineData(0.0, 1.0, double.NaN, false, "above zero")]
    public void A_real_parameter_without_values_is_refused(double low, double high, double? step, bool log, string expected)
    {
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => new FloatDistribution(low, high, step, log)).Message);
    }

    [Theory]
    [InlineData(2, 1, 1, false)]
    [InlineData(0, 9, 1, true)]
    [InlineData(1, 9, 2, true)]
    [InlineData(1, 9, 0, false)]
    public void An_integer_parameter_without_values_is_refused(long low, long high, long step, bool log)
    {
        Assert.Throws<ArgumentException>(() => new IntDistribution(low, high, step, log));
    }

    [Fact]
    public void Choices_are_found_as_in_Python()
    {
        CategoricalDistribution distribution = new(null, true, "a", 2.5);

        Assert.Equal(0, distribution.ToInternal(null));
        Assert.Equal(1, distribution.ToInternal(1));
        Assert.Equal(3, distribution.ToInternal(2.5f));
        Assert.Contains("\"b\"", Assert.Throws<ArgumentException>(() => distribution.ToInternal("b")).Message);
        Assert.Throws<ArgumentException>(() => new CategoricalDistribution());
        Assert.Throws<ArgumentException>(() => new CategoricalDistribution(new object()));
    }

    [Fact]
    public void A_distribution_comes_back_from_its_JSON()
    {
        Distribution[] distributions =
        [
            new FloatDistribution(1e-5, 1, log: true), new FloatDistribution(0.9, 1.7, 0.1), new IntDistribution(1, 1024, log: true),
            new CategoricalDistribution(null, true, 1, 2.5, "é\"\\\n"),
        ];

        Assert.All(distributions, distribution => Assert.Equal(distribution, Distribution.FromJson(distribution.ToJson())));
        Assert.Equal("{\"name\": \"FloatDistribution\", \"attributes\": {\"step\": null, \"low\": 1e-05, \"high\": 1.0, \"log\": true}}", distributions[0].ToJson());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"name\": \"GaussDistribution\", \"attributes\": {}}")]
    [InlineData("{\"name\": \"FloatDistribution\", \"attributes\": {\"low\": \"x\", \"high\": 1}}")]
    [InlineData("{\"type\": \"categorical\"}")]
    public void A_text_that_is_no_distribution_is_refused(string json)
    {
        Assert.Throws<FormatException>(() => Distribution.FromJson(json));
    }
}
