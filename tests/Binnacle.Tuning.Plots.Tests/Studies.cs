namespace Binnacle.Tuning.Plots.Tests;

/// <summary>Studies with everything that a plot may meet.</summary>
internal static class Studies
{
    /// <summary>One objective: conditional, logarithmic and categorical parameters; failed, pruned, infeasible and infinite trials; one is running.</summary>
    public static Study WithOneObjective(int trials = 60)
    {
        Study study = Study.Create(new StudyOptions { Name = "one </script> & <b>", Sampler = new RandomSampler(2), Pruner = new ThresholdPruner(upper: 3) });
        study.SetMetricNames("loss <i>");
        study.Optimize(Evaluate, new OptimizeOptions { Trials = trials });
        study.Ask().SuggestFloat("lr", 1e-5, 1, log: true);
        return study;
    }

    public static Study WithObjectives(int count, int trials = 40)
    {
        Study study = Study.Create(new StudyOptions
        {
            Name = $"of {count}",
            Sampler = new RandomSampler(2),
            Directions = [.. Enumerable.Range(0, count).Select(i => i == 1 ? StudyDirection.Maximize : StudyDirection.Minimize)],
        });
        study.Optimize(
            trial =>
            {
                double x = trial.SuggestFloat("x", 0, 1), y = trial.SuggestFloat("y", 0, 1);
                trial.SetConstraints(x - 0.8);
                return [.. Enumerable.Range(0, count).Select(i => trial.Number == 7 && i == 0 ? double.PositiveInfinity : x * (i + 1) + y / (i + 1))];
            },
            new OptimizeOptions { Trials = trials });
        return study;
    }

    private static double Evaluate(Trial trial)
    {
        double lr = trial.SuggestFloat("lr", 1e-5, 1, log: true), value = Math.Abs(Math.Log10(lr) + 2);
        int layers = trial.SuggestInt("layers", 1, 5);
        if (trial.SuggestCategorical("kind", "a", "b <x>", "c") == "a")
            value += trial.SuggestFloat("only with a", 0, 1);
        bool flag = trial.SuggestCategorical("flag", true, false);
        int size = trial.SuggestCategorical("size", 128, 32, 64);
        trial.SetConstraints(layers - 4);
        trial.Report(double.NaN, 0);
        for (int step = 1; step < 4; step++)
        {
            trial.Report(value + 2.0 / step, step);
            if (trial.ShouldPrune())
                throw new TrialPrunedException();
        }

        return trial.Number switch { 3 => double.NaN, 5 => double.PositiveInfinity, _ => value + layers / 10.0 + (flag ? size : 0) / 1000.0 };
    }
}
