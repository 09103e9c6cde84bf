using Binnacle.Tuning.Tpe;
using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class ContinuousMixtureTests
{
    private static readonly Gen<double> Clustered = Gen.OneOf(
        Gen.Double[-5, 5], Gen.Double[-0.01, 0.01], Gen.Double[2.9, 3.1], Gen.Const(1.25), Gen.Double[4.999, 7]);

    [Fact]
    public void The_density_of_one_parameter_is_that_of_the_Parzen_estimator_in_every_bit() =>
        Gen.Select(Clustered.Array[1, 1500], Gen.Double[-5, 5].Array[6], Gen.Bool, Gen.Bool).Sample((values, points, magicClip, endpoints) =>
        {
            TpeOptions options = new() { MagicClip = magicClip, ConsiderEndpoints = endpoints };
            return AreEqual(values, points, new FloatDistribution(-5, 5), options, new ContinuousMixture());
        }, iter: 150);

    [Fact]
    public void A_logarithmic_parameter_has_the_same_density_also_at_the_ends_of_its_range() =>
        Gen.Select(Gen.Double[-11, 0].Array[1, 300], Gen.Double[-11, 0].Array[4]).Sample((values, points) =>
        {
            FloatDistribution distribution = new(1e-5, 1, log: true);
            double[] ends = [.. points.Select(Math.Exp), 1e-5, 1, Math.BitDecrement(1e-5), Math.BitIncrement(1)];
            return AreEqual([.. values.Select(Math.Exp)], ends, distribution, new TpeOptions(), new ContinuousMixture());
        }, iter: 100);

    [Fact]
    public void Masses_kept_from_earlier_suggestions_change_nothing()
    {
        ContinuousMixture kept = new();
        Random random = new(3);
        List<double> values = [];
        for (int count = 1; count < 2300; count += 1 + count / 4)
        {
            while (values.Count < count)
                values.Add(random.NextDouble() * 10 - 5);
            Assert.True(AreEqual([.. values], [0.5, -4.9], new FloatDistribution(-5, 5), new TpeOptions(), kept));
            Assert.True(AreEqual([.. values], [0.5, -4.9], new FloatDistribution(-5, 6), new TpeOptions(), kept));
        }
    }

    private static bool AreEqual(double[] values, double[] points, FloatDistribution distribution, TpeOptions options, ContinuousMixture mixture)
    {
        ParameterColumn column = new();
        for (int number = 0; number < values.Length; number++)
            column.Add(2 * number, values[number]);
        // Every second trial has the parameter, every tenth is on the other side.
        int[] numbers = [.. Enumerable.Range(0, 2 * values.Length).Where(number => number % 10 != 4)];
        double[] observed = [.. numbers.Where(number => number % 2 == 0).Select(number => values[number / 2])];
        mixture.Update(column, numbers, distribution, count => MixtureWeights.Of(count, options), options);

        ParzenEstimator estimator = new([KeyValuePair.Create("x", (Distribution)distribution)], [observed], MixtureWeights.Of(observed.Length, options), options);
        return mixture.LogPdf(points).SequenceEqual(estimator.LogPdf([points]));
    }
}
