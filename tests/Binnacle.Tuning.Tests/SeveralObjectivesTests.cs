namespace Binnacle.Tuning.Tests;

public sealed class SeveralObjectivesTests
{
    private static Study Create(IPruner pruner)
    {
        Study study = Study.Create(new StudyOptions
        {
            Directions = [StudyDirection.Minimize, StudyDirection.Maximize],
            Sampler = new RandomSampler(1),
            Pruner = pruner,
        });
        study.SetMetricNames("loss", "accuracy");
        return study;
    }

    private static void Complete(Study study, params double[][] vectors)
    {
        foreach (double[] vector in vectors)
        {
            Trial trial = study.Ask();
            trial.Report(vector, 1);
            study.Tell(trial, vector);
        }
    }

    private static bool IsPruned(Study study, params double[] vector)
    {
        Trial trial = study.Ask();
        trial.Report(vector, 1);
        return trial.ShouldPrune();
    }

    [Fact]
    public void A_named_objective_decides()
    {
        Study byLoss = Create(new ObjectivePruner(new MedianPruner(startupTrials: 3), "loss"));
        Study byAccuracy = Create(new ObjectivePruner(new MedianPruner(startupTrials: 3), 1));
        foreach (Study study in (Study[])[byLoss, byAccuracy])
            Complete(study, [1, 0.1], [2, 0.2], [3, 0.3], [4, 0.4], [5, 0.5]);

        Assert.True(IsPruned(byLoss, 3.5, 0.9));
        Assert.False(IsPruned(byLoss, 2.5, 0.0));
        Assert.False(IsPruned(byAccuracy, 3.5, 0.9));
        Assert.True(IsPruned(byAccuracy, 2.5, 0.0));
    }

    [Fact]
    public void Successive_halving_keeps_its_rungs_per_trial()
    {
        Study study = Create(new ObjectivePruner(new SuccessiveHalvingPruner(1, 2), "accuracy"));

        Assert.False(IsPruned(study, 9, 0.5));
        Assert.True(IsPruned(study, 1, 0.4));
        Assert.False(IsPruned(study, 9, 0.6));

        Assert.Equal(0.5, study.Trials[0].SystemAttributes["completed_rung_0"]);
    }

    [Fact]
    public void Every_pruner_of_one_objective_can_be_wrapped()
    {
        foreach (IPruner pruner in (IPruner[])
        [
            new MedianPruner(), new PercentilePruner(25), new SuccessiveHalvingPruner(), new HyperbandPruner(maximumResource: 9),
            new PatientPruner(new MedianPruner(), 1), new ThresholdPruner(upper: 8), new WilcoxonPruner(), new NopPruner(),
        ])
        {
            Study study = Create(new ObjectivePruner(pruner, "loss"));
            study.Optimize(
                trial =>
                {
                    double x = trial.SuggestFloat("x", 0, 1);
                    for (int step = 1; step <= 9; step++)
                    {
                        trial.Report([x * step, 1 - x], step);
                        if (trial.ShouldPrune())
                            throw new TrialPrunedException();
                    }

                    return [x, 1 - x];
                },
                new OptimizeOptions { Trials = 30 });
            Assert.Equal(30, study.Trials.Count);
            if (pruner is MedianPruner or PercentilePruner or SuccessiveHalvingPruner or HyperbandPruner or ThresholdPruner)
                Assert.Contains(study.Trials, trial => trial.State == TrialState.Pruned);
        }
    }

    [Fact]
    public void A_trial_far_behind_the_front_is_pruned()
    {
        Study study = Create(new DominancePruner(startupTrials: 4));
        Complete(study, [1, 0.1], [2, 0.2], [3, 0.3], [4, 0.4]);

        Assert.False(IsPruned(study, 2.5, 0.21));
        Assert.False(IsPruned(study, 0.5, 0.0));
        Assert.True(IsPruned(study, 5, 0.05));
        Assert.True(IsPruned(study, double.NaN, 0.9));
    }

    [Fact]
    public void With_one_objective_dominance_is_the_percentile_rule()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1), Pruner = new DominancePruner(startupTrials: 1) });
        foreach (double value in (double[])[1, 2, 3, 4])
        {
            Trial trial = study.Ask();
            trial.Report(value, 1);
            study.Tell(trial, value);
        }

        bool Pruned(double value)
        {
            Trial trial = study.Ask();
            trial.Report(value, 1);
            return trial.ShouldPrune();
        }

        Assert.False(Pruned(3));
        Assert.True(Pruned(3.5));
    }

    [Fact]
    public void Reports_of_several_objectives_are_kept_and_checked()
    {
        Study study = Create(new DominancePruner());
        Trial trial = study.Ask();
        trial.Report([1, 2], 3);
        trial.Report([8, 9], 3);

        FrozenTrial stored = study.Trials[0];
        Assert.Equal([1.0, 2.0], stored.IntermediateVectors[3]);
        Assert.Equal(1, stored.IntermediateValues[3]);
        Assert.Throws<ArgumentException>(() => trial.Report([1], 4));
        Assert.Contains("list", Assert.Throws<InvalidOperationException>(() => trial.Report(1, 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => trial.Report([1, 2], -1));
        Assert.Equal(TrialState.Pruned, study.Tell(trial, null, TrialState.Pruned).State);
    }

    [Fact]
    public void A_pruner_for_one_objective_is_refused_by_name()
    {
        Trial trial = Create(new MedianPruner()).Ask();
        trial.Report([1, 2], 0);

        Assert.Contains("MedianPruner", Assert.Throws<InvalidOperationException>(() => trial.ShouldPrune()).Message);
        Assert.Contains("'recall'", Assert.Throws<TuningException>(() => IsPruned(Create(new ObjectivePruner(new NopPruner(), "recall")), 1, 2)).Message);
        Assert.Contains("asks for 2", Assert.Throws<TuningException>(() => IsPruned(Create(new ObjectivePruner(new NopPruner(), 2)), 1, 2)).Message);
    }

    [Fact]
    public void The_hypervolume_grows_with_what_the_front_gains()
    {
        Study study = Create(new NopPruner());
        Complete(study, [3, 0], [2, 1], [5, 5], [2, 0.5], [1, 3]);
        Trial infeasible = study.Ask();
        infeasible.SetConstraints(1);
        study.Tell(infeasible, [0, 9]);

        IReadOnlyList<HypervolumePoint> history = study.GetHypervolumeHistory([4, -1]);

        // (3, 0) spans 1 x 1; (2, 1) spans 2 x 2 around it; (5, 5) lies beyond; (2, 0.5) is dominated; (1, 3) spans 3 x 4.
        Assert.Equal([1, 4, 4, 4, 12, 12], history.Select(point => point.Volume));
        Assert.Equal([0, 1, 2, 3, 4, 5], history.Select(point => point.Number));
    }

    [Fact]
    public void A_hypervolume_history_is_that_of_each_front()
    {
        Study study = Study.Create(new StudyOptions
        {
            Directions = [StudyDirection.Minimize, StudyDirection.Maximize, StudyDirection.Minimize],
            Sampler = new RandomSampler(3),
        });
        study.Optimize(trial => [trial.SuggestFloat("a", 0, 1), trial.SuggestFloat("b", 0, 1), trial.SuggestFloat("c", 0, 1)], new OptimizeOptions { Trials = 60 });

        IReadOnlyList<HypervolumePoint> history = study.GetHypervolumeHistory([1, 0, 1]);

        double[][] losses = [.. study.Trials.Select(trial => study.Losses(trial.Values!))];
        Assert.All(history, point => Assert.Equal(Hypervolume.Of(losses[..(point.Number + 1)], [1, 0, 1]), point.Volume, 1e-12));
        Assert.All(study.GetHypervolumeHistory(), point => Assert.True(point.Volume > 0));
    }

    [Fact]
    public void A_reference_point_of_the_wrong_size_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Create(new NopPruner()).GetHypervolumeHistory([1]));
        Assert.Throws<ArgumentException>(() => Create(new NopPruner()).GetHypervolumeHistory([1, double.NaN]));
        Assert.Throws<TuningException>(() => Study.Create().GetHypervolumeHistory());
        Assert.Empty(Create(new NopPruner()).GetHypervolumeHistory());
    }
}
