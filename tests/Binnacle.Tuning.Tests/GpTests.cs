using Binnacle.Tuning.Gp;
using Binnacle.Tuning.LinearAlgebra;
using CsCheck;

namespace Binnacle.Tuning.Tests;

public sealed class GpTests
{
    [Fact]
    public void It_finds_a_minimum_over_parameters_of_every_kind_in_few_trials()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new GpSampler(new GpOptions { Seed = 1 }) });

        study.Optimize(
            trial => Math.Pow(trial.SuggestFloat("x", -5, 5) - 2, 2)
                + Math.Pow(Math.Log10(trial.SuggestFloat("lr", 1e-5, 1, log: true)) + 2, 2)
                + Math.Pow((trial.SuggestInt("n", 1, 100) - 40) / 20.0, 2)
                + (trial.SuggestCategorical("c", "a", "b", "d") == "b" ? 0 : 1),
            40);

        Assert.InRange(study.BestValue, 0, 0.05);
        Assert.Equal("b", study.BestParams["c"]);
    }

    [Fact]
    public void Constraints_keep_it_on_the_feasible_side()
    {
        Study study = Study.Create(new StudyOptions
        {
            Sampler = new GpSampler(new GpOptions { Seed = 1, Constraints = trial => [1 - (double)trial.Params["x"]!] }),
        });

        study.Optimize(trial => Math.Pow(trial.SuggestFloat("x", -5, 5), 2), 30);

        FrozenTrial[] feasible = [.. study.Trials.Where(trial => (double)trial.Params["x"]! >= 1)];
        Assert.InRange(feasible.Min(trial => trial.Value!.Value), 1, 1.05);
    }

    [Fact]
    public void Several_objectives_give_a_front_with_more_volume_than_random_trials()
    {
        static double Volume(ISampler sampler)
        {
            Study study = Study.Create(new StudyOptions { Sampler = sampler, Directions = [StudyDirection.Minimize, StudyDirection.Minimize] });
            study.Optimize(
                trial =>
                {
                    double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
                    return [x + y * y, (1 - x) * (1 - x) + y];
                },
                new OptimizeOptions { Trials = 30 });
            return Hypervolume.Of([.. study.Trials.Select(trial => trial.Values!.ToArray())], [2, 2]);
        }

        Assert.True(Volume(new GpSampler(new GpOptions { Seed = 1 })) > Volume(new RandomSampler(1)) + 0.05);
    }

    [Fact]
    public void Running_trials_keep_apart()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new GpSampler(new GpOptions { Seed = 1 }) });
        study.Optimize(trial => Math.Pow(trial.SuggestFloat("x", -5, 5) - 2, 2), 12);

        double[] asked = [.. Enumerable.Range(0, 4).Select(_ => study.Ask().SuggestFloat("x", -5, 5))];

        Assert.Equal(4, asked.Distinct().Count());
    }

    [Fact]
    public void A_gradient_agrees_with_differences_of_the_acquisition()
    {
        double[][] points = [[0.1, 0.9, 1], [0.7, 0.2, 0], [0.4, 0.5, 1], [0.9, 0.8, 2]];
        bool[] isCategorical = [false, false, true];
        KernelParameters kernel = new([4, 9, 1], 1.3, 0.01);
        GaussianProcess first = GaussianProcess.Of(points, [1, -1, 0.3, 0.5], isCategorical, kernel)!;
        GaussianProcess second = GaussianProcess.Of(points, [-0.5, 1, 0.1, 0.7], isCategorical, kernel)!;
        Acquisition[] acquisitions =
        [
            new LogExpectedImprovement(first, 0.9), new LogExpectedImprovement(first, 80), new LogFeasibility(first, 0.2),
            new LogExpectedHypervolumeImprovement([first, second], [[1, -0.5], [-1, 1], [0.3, 0.1]], 3),
        ];

        Gen.Select(Gen.Double[0.05, 0.95], Gen.Double[0.05, 0.95], Gen.Int[0, 2]).Sample(
            (x, y, c) =>
            {
                foreach (Acquisition acquisition in acquisitions)
                {
                    double[] gradient = new double[3];
                    double at = acquisition.At([x, y, c], gradient);
                    Assert.Equal(acquisition.At([x, y, c]), at);
                    for (int d = 0; d < 2; d++)
                    {
                        double Shifted(double shift) => acquisition.At([x + (d == 0 ? shift : 0), y + (d == 1 ? shift : 0), c]);
                        double difference = (Shifted(1e-6) - Shifted(-1e-6)) / 2e-6;
                        Assert.True(Math.Abs(difference - gradient[d]) <= 1e-3 * (1 + Math.Abs(difference)), $"{acquisition.GetType().Name} {difference} {gradient[d]}");
                    }
                }
            },
            iter: 40);
    }

    [Fact]
    public void Boxes_over_a_front_and_what_it_dominates_fill_the_space()
    {
        Gen.Double[0.1, 0.9].Array[3].List[1, 8].Sample(points =>
        {
            bool[] isFront = ParetoFront.Of(points);
            double[][] front = [.. points.Where((_, i) => isFront[i])];
            double[] reference = [1, 1, 1];
            double free = NonDominatedBoxes.Of(front, reference).Sum(box =>
                Enumerable.Range(0, 3).Aggregate(1.0, (volume, m) => volume * (box.High[m] - Math.Max(box.Low[m], 0))));

            Assert.Equal(1, free + Hypervolume.Of(front, reference), 1e-9);
        });
    }

    [Fact]
    public void Minimising_within_bounds_ends_at_the_bound_or_the_minimum()
    {
        static double Bowl(double[] x, double[] gradient)
        {
            (gradient[0], gradient[1]) = (2 * (x[0] - 3), 200 * (x[1] + 1));
            return (x[0] - 3) * (x[0] - 3) + 100 * (x[1] + 1) * (x[1] + 1);
        }

        var (point, value) = BoundedBfgs.Minimize(Bowl, [0, 0], [-1, -0.5], [10, 10], 1e-8);

        Assert.Equal(3, point[0], 1e-6);
        Assert.Equal(-0.5, point[1]);
        Assert.Equal(25, value, 1e-6);
    }
}
