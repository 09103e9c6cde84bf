using Binnacle.Tuning.Numpy;
using Binnacle.Tuning.Tpe;
using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class NumericsTests
{
    [Fact]
    public void ArgSort_orders_any_values() =>
        Gen.Double[-3, 3].Select(value => Math.Round(value * 4) / 4).Array[0, 400].Sample(values =>
        {
            int[] order = ArgSort.Of(values);
            return order.Order().SequenceEqual(Enumerable.Range(0, values.Length))
                && Enumerable.Range(1, Math.Max(values.Length - 1, 0)).All(i => values[order[i - 1]] <= values[order[i]]);
        }, iter: 300);

    [Fact]
    public void ArgSort_orders_ties_as_numpy_does()
    {
        Assert.Equal([2, 3, 0, 1, 4], ArgSort.Of([2, 2, 1, 1, 2]));
    }

    [Fact]
    public void PairwiseSum_is_near_the_exact_sum() =>
        Gen.Double[-1, 1].Array[0, 2000].Sample(
            values => Math.Abs(PairwiseSum.Of(values) - (double)values.Sum(value => (decimal)value)) < 1e-11, iter: 50);

    [Fact]
    public void Exponentials_of_a_batch_are_those_of_the_C_library() =>
        Gen.Select(Gen.Double[-511, 0], Gen.Double[-30, 0], Gen.Double[-0.1, 0]).Array[0, 50].Sample(drawn =>
        {
            double[] values = [.. drawn.SelectMany(triple => new[] { triple.Item1, triple.Item2, triple.Item3 }), 0, -600, double.NegativeInfinity, double.NaN];
            double[] exponentials = [.. values];
            Exponential.OfDifferences(exponentials, 0);
            // On Linux both are glibc's method; elsewhere the library may round the last bit otherwise.
            double tolerance = OperatingSystem.IsLinux() ? 0 : 1e-15;
            return values.Zip(exponentials).All(pair => pair.First < -512
                ? pair.Second == 0
                : double.IsNaN(pair.First) ? double.IsNaN(pair.Second) : Math.Abs(pair.Second - Math.Exp(pair.First)) <= tolerance * Math.Exp(pair.First));
        }, iter: 2000);

    [Fact]
    public void Equal_values_of_a_batch_have_equal_exponentials_wherever_they_stand() =>
        Gen.Double[-100, 0].Select(Gen.Int[1, 40]).Sample((value, count) =>
        {
            double[] values = [.. Enumerable.Repeat(value, count)];
            Exponential.OfDifferences(values, 0);
            return values.All(exponential => exponential == values[0]);
        }, iter: 1000);

    [Fact]
    public void Masses_of_four_intervals_are_those_of_each() =>
        Gen.Select(Gen.Double[-9, 0], Gen.Double[1e-12, 9], Gen.Double[0, 1]).Array[4].Where(_ => CentralMass.IsSupported).Sample(drawn =>
        {
            // Many ends lie near 0, where the functions change their ways.
            double[] a = [.. drawn.Select(end => end.Item1 * Math.Pow(end.Item3, 20))], b = [.. drawn.Select(end => end.Item2 * Math.Pow(1 - end.Item3, 20) + 1e-300)];
            double[] masses = new double[4];
            return CentralMass.TryLog(a, b, masses)
                && Enumerable.Range(0, 4).All(i => masses[i] == TruncatedNormal.LogMass(a[i], b[i], isLarge: true));
        }, iter: 20_000);

    [Fact]
    public void Intervals_that_do_not_lie_around_0_are_left_to_the_general_function()
    {
        double[] masses = new double[4];
        Assert.False(CentralMass.TryLog([-1, -1, 0.1, -1], [1, 1, 1, 1], masses));
        Assert.False(CentralMass.TryLog([-1, -1, -1, -1], [1, 1, 1, 0], masses));
        Assert.False(CentralMass.TryLog([-1, double.NaN, -1, -1], [1, 1, 1, 1], masses));
    }

    [Theory]
    [InlineData(1e-20)]
    [InlineData(-1e-20)]
    [InlineData(3e-9)]
    public void Log1p_and_Expm1_are_exact_for_tiny_arguments(double x)
    {
        Assert.Equal(x, Libm.Log1p(x), 1e-16 * Math.Abs(x) + x * x);
        Assert.Equal(x, Libm.Expm1(x), 1e-16 * Math.Abs(x) + x * x);
    }

    // Recorded from glibc 2.36 on a processor with fused multiply-add; without that each is off by a unit of the last place.
    [Theory]
    [InlineData(-0.3241106612197089, -0.39172591636864035)]
    [InlineData(-0.8170413704975971, -1.6984952199908845)]
    [InlineData(-0.35861040998255944, -0.4441182219492095)]
    public void Log1p_fuses_where_the_C_library_does(double x, double expected) => Assert.Equal(expected, Libm.Log1p(x));

    [Fact]
    public void Log1p_undoes_Expm1() =>
        Gen.Double[-20, 300].Sample(x => Math.Abs(Libm.Log1p(Libm.Expm1(x)) - x) <= 1e-15 * Math.Max(1, Math.Abs(x)) * Math.Exp(Math.Max(0, -x)), iter: 2000);

    [Fact]
    public void Log1p_and_Expm1_have_the_limits_of_the_C_library()
    {
        Assert.Equal(double.NegativeInfinity, Libm.Log1p(-1));
        Assert.Equal(double.NaN, Libm.Log1p(-2));
        Assert.Equal(double.PositiveInfinity, Libm.Log1p(double.PositiveInfinity));
        Assert.Equal(-1, Libm.Expm1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Libm.Expm1(710));
    }

    [Fact]
    public void Erf_and_Erfc_add_up_to_one() =>
        Gen.Double[-7, 7].Sample(x => Math.Abs(Libm.Erf(x) + Libm.Erfc(x) - 1) < 3e-16 && Libm.Erf(-x) == -Libm.Erf(x), iter: 5000);

    [Fact]
    public void Erf_by_Horner_is_erf_within_the_last_bits() =>
        Gen.Double[-7, 7].Sample(x => Math.Abs(Libm.Erf(x) - Libm.ErfByHorner(x)) < 3e-16, iter: 5000);

    // Recorded from Optuna 4.9, in arrays of 2,000 elements and more.
    [Theory]
    [InlineData(2.078135254786026e-09, 2.3449245279072764e-09)]
    [InlineData(-0.13940303209967564, -0.15628644592712304)]
    [InlineData(1.1990744659677848, 0.9100662669924912)]
    [InlineData(-1.2863635896816745, -0.9311179843686265)]
    [InlineData(3.3, 0.9999969422902035)]
    public void Erf_by_Horner_has_the_bits_of_Optuna(double x, double expected) => Assert.Equal(expected, Libm.ErfByHorner(x));

    [Fact]
    public void Quantiles_lie_between_the_ends_and_have_their_share() =>
        Gen.Select(Gen.Double[0.001, 0.999], Gen.Double[-8, 8], Gen.Double[0.01, 10]).Sample((q, a, width) =>
        {
            double b = a + width;
            double x = TruncatedNormal.Quantiles([q], [a], [b])[0];
            double share = Math.Exp(TruncatedNormal.LogMass(a, x) - TruncatedNormal.LogMass(a, b));
            return x >= a && x <= b && Math.Abs(share - q) < 1e-6;
        }, iter: 500);

    [Fact]
    public void Percentiles_are_interpolated_and_skip_NaN()
    {
        Assert.Equal(2.5, Percentile.Of([4, double.NaN, 1, 3, 2], 50));
        Assert.Equal(1, Percentile.Of([1, 2], 0));
        Assert.Equal(2, Percentile.Of([1, 2], 100));
        Assert.Equal(double.NaN, Percentile.Of([double.NaN], 50));
    }
}
