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

    [Fact]
    public void Trials_that_come_one_by_one_move_the_masses_of_the_others()
    {
        ContinuousMixture kept = new();
        ParameterColumn column = new();
        FloatDistribution distribution = new(-5, 5);
        TpeOptions options = new();
        Random random = new(5);
        List<double> values = [];
        while (values.Count < 300)
        {
            values.Add(values.Count % 3 == 0 ? 1.25 : random.NextDouble() * 10 - 5);
            column.Add(values.Count - 1, values[^1]);
            kept.Update(column, [.. Enumerable.Range(0, values.Count)], distribution, count => MixtureWeights.Of(count, options), options);
            ParzenEstimator estimator = new(Space(distribution), [values.ToArray()], MixtureWeights.Of(values.Count, options), options);
            double[] points = [1.25, -4.9, 0.3];
            if (values.Count % 2 == 0)
                AssertEstimated(kept, points);
            Assert.Equal(estimator.LogPdf([points]), kept.LogPdf(points));
        }
    }

    [Fact]
    public void Estimates_differ_from_the_density_by_no_more_than_they_say() =>
        Gen.Select(Clustered.Array[200, 3000], Gen.OneOf(Gen.Double[-5, 5], Gen.Double[-0.02, 0.02]).Array[24], Gen.Double[1e-9, 10]).Sample(
            (values, points, priorWeight) =>
        {
            TpeOptions options = new() { PriorWeight = priorWeight };
            ContinuousMixture mixture = new();
            ParameterColumn column = new();
            for (int number = 0; number < values.Length; number++)
                column.Add(number, values[number]);
            mixture.Update(column, [.. Enumerable.Range(0, values.Length)], new FloatDistribution(-5, 5), count => MixtureWeights.Of(count, options), options);
            Assert.True(mixture.TryEstimate(points, new double[24], new double[24]));
            AssertEstimated(mixture, points);
        }, iter: 60);

    [Fact]
    public void Nothing_is_estimated_outside_of_the_range()
    {
        ContinuousMixture mixture = new();
        ParameterColumn column = new();
        for (int number = 0; number < 200; number++)
            column.Add(number, number / 200.0);
        TpeOptions options = new();
        mixture.Update(column, [.. Enumerable.Range(0, 200)], new FloatDistribution(0, 1), count => MixtureWeights.Of(count, options), options);
        double[] errors = new double[2];

        Assert.True(mixture.TryEstimate([0.5, 1.1], new double[2], errors));
        Assert.Equal([true, false], errors.Select(double.IsFinite));
    }

    private static void AssertEstimated(ContinuousMixture mixture, double[] points)
    {
        double[] logs = new double[points.Length], errors = new double[points.Length];
        if (!mixture.TryEstimate(points, logs, errors))
            return;
        double[] exact = mixture.LogPdf(points);
        for (int i = 0; i < points.Length; i++)
        {
            Assert.InRange(Math.Abs(logs[i] - exact[i]), 0, errors[i]);
            Assert.True(errors[i] < 1e-6 || exact[i] < -10);
        }
    }

    private static KeyValuePair<string, Distribution>[] Space(Distribution distribution) => [KeyValuePair.Create("x", distribution)];

    private static bool AreEqual(double[] values, double[] points, FloatDistribution distribution, TpeOptions options, ContinuousMixture mixture)
    {
        ParameterColumn column = new();
        for (int number = 0; number < values.Length; number++)
            column.Add(2 * number, values[number]);
        // Every second trial has the parameter, every tenth is on the other side.
        int[] numbers = [.. Enumerable.Range(0, 2 * values.Length).Where(number => number % 10 != 4)];
        double[] observed = [.. numbers.Where(number => number % 2 == 0).Select(number => values[number / 2])];
        mixture.Update(column, numbers, distribution, count => MixtureWeights.Of(count, options), options);

        ParzenEstimator estimator = new(Space(distribution), [observed], MixtureWeights.Of(observed.Length, options), options);
        return mixture.LogPdf(points).SequenceEqual(estimator.LogPdf([points]));
    }
}
