namespace Binnacle.Tuning.Tests;

public sealed class PrunerTests
{
    [Fact]
    public void The_median_pruner_stops_what_is_worse_than_half_of_the_others()
    {
        Study study = WithTrials(new MedianPruner(startupTrials: 3), [1, 1, 1], [2, 2, 2], [3, 3, 3]);

        Assert.False(Report(study, 1.9));
        Assert.True(Report(study, 2.1));
    }

    [Fact]
    public void Nothing_is_stopped_before_enough_trials_are_complete()
    {
        Study study = WithTrials(new MedianPruner(startupTrials: 3), [1], [2]);

        Assert.False(Report(study, 99));
    }

    [Fact]
    public void A_bound_stops_what_is_beyond_it_and_NaN()
    {
        Study study = WithTrials(new ThresholdPruner(upper: 2));

        Assert.False(Report(study, 2));
        Assert.True(Report(study, 2.1));
        Assert.True(Report(study, double.NaN));
    }

    [Fact]
    public void Patience_waits_for_improvement()
    {
        Study study = WithTrials(new PatientPruner(null, patience: 1));
        Trial trial = study.Ask();
        bool[] decisions = new bool[4];
        double[] values = [3, 2, 2.5, 2.5];
        for (int step = 0; step < values.Length; step++)
        {
            trial.Report(values[step], step);
            decisions[step] = trial.ShouldPrune();
        }

        Assert.Equal([false, false, false, true], decisions);
    }

    [Fact]
    public void Successive_halving_lets_the_best_share_go_on()
    {
        Study study = WithTrials(new SuccessiveHalvingPruner(minimumResource: 1, reductionFactor: 2));

        bool[] decisions = [.. new[] { 3.0, 2, 4, 1, 5 }.Select(value => Report(study, value, step: 1))];

        Assert.Equal([false, false, true, false, true], decisions);
        Assert.Equal(3.0, study.Trials[0].SystemAttributes["completed_rung_0"]);
    }

    [Fact]
    public void Hyperband_spreads_trials_over_brackets()
    {
        Study study = WithTrials(new HyperbandPruner(1, 9, 3));

        bool[] decisions = [.. Enumerable.Range(0, 40).Select(i => Report(study, i % 7, step: 1))];

        Assert.Contains(true, decisions);
        Assert.Contains(false, decisions);
    }

    [Fact]
    public void Wilcoxons_test_stops_what_is_worse_on_nearly_every_step()
    {
        Study study = WithTrials(new WilcoxonPruner(), [1, 2, 3, 4, 5, 6]);
        Trial worse = study.Ask(), mixed = study.Ask();
        bool stopped = false, mixedStopped = false;
        for (int step = 0; step < 6; step++)
        {
            worse.Report(step + 2 + 0.1 * step, step);
            stopped |= worse.ShouldPrune();
            mixed.Report(step + 1 + (step % 2 == 0 ? 0.3 : -0.4), step);
            mixedStopped |= mixed.ShouldPrune();
        }

        Assert.True(stopped);
        Assert.False(mixedStopped);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PercentilePruner(101));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MedianPruner(intervalSteps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuccessiveHalvingPruner(minimumResource: 0));
        Assert.Throws<ArgumentException>(() => new SuccessiveHalvingPruner(bootstrapCount: 1));
        Assert.Throws<ArgumentException>(() => new ThresholdPruner());
        Assert.Throws<ArgumentException>(() => new ThresholdPruner(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WilcoxonPruner(2));
    }

    private static Study WithTrials(IPruner pruner, params double[][] reports)
    {
        Study study = Study.Create(new StudyOptions { Name = "s", Pruner = pruner, Sampler = new RandomSampler(1) });
        foreach (double[] values in reports)
        {
            Trial trial = study.Ask();
            for (int step = 0; step < values.Length; step++)
                trial.Report(values[step], step);
            study.Tell(trial, values.Average());
        }

        return study;
    }

    private static bool Report(Study study, double value, int step = 0)
    {
        Trial trial = study.Ask();
        trial.Report(value, step);
        return trial.ShouldPrune();
    }
}
