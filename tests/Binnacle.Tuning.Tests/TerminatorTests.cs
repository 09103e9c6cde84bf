namespace Binnacle.Tuning.Tests;

public sealed class TerminatorTests
{
    private static int TrialsUntilEnd(ITerminator terminator, Func<int, double> value, StudyDirection direction = StudyDirection.Minimize)
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1), Directions = [direction] });
        study.Optimize(
            trial =>
            {
                trial.ReportCrossValidationScores(1, 2, 4);
                return value(trial.Number);
            },
            new OptimizeOptions { Trials = 200, Callbacks = [new TerminatorCallback(terminator).Invoke] });
        return study.Trials.Count;
    }

    [Fact]
    public void Patience_ends_a_study_that_has_stagnated()
    {
        // The best value is that of trial 9; patience runs out with the 31st trial after it.
        Assert.Equal(41, TrialsUntilEnd(new Terminator(new BestValueStagnationEvaluator()), number => -Math.Min(number, 9)));
        Assert.Equal(41, TrialsUntilEnd(new Terminator(new BestValueStagnationEvaluator()), number => Math.Min(number, 9), StudyDirection.Maximize));
        Assert.Equal(8, TrialsUntilEnd(new Terminator(new BestValueStagnationEvaluator(2), minimumTrials: 8), _ => 1));
    }

    [Fact]
    public void A_target_value_ends_a_study_once_it_is_reached()
    {
        Assert.Equal(6, TrialsUntilEnd(new TargetValueTerminator(-5), number => -number));
        Assert.Equal(6, TrialsUntilEnd(new TargetValueTerminator(5), number => number, StudyDirection.Maximize));
        Assert.Throws<ArgumentException>(() => new TargetValueTerminator(double.NaN));
    }

    [Fact]
    public void A_study_ends_when_the_improvement_is_below_the_cross_validation_error()
    {
        // Scores 1, 2, 4: variance 14/9, times 1/3 + 1/2, root 1.138...
        Study study = Study.Create();
        Trial trial = study.Ask();
        trial.ReportCrossValidationScores(1, 2, 4);
        study.Tell(trial, 0);
        Assert.Equal(1.1385500851066219, new CrossValidationErrorEvaluator().Evaluate(study.Trials, StudyDirection.Minimize), 1e-15);

        Assert.Equal(29, TrialsUntilEnd(new Terminator(new Shrinking(), new CrossValidationErrorEvaluator(), 5), _ => 0));
        Assert.Throws<ArgumentException>(() => study.Ask().ReportCrossValidationScores(1));
        Study silent = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });
        Assert.Contains("Trial 0", Assert.Throws<TuningException>(() => silent.Optimize(_ => 0, new OptimizeOptions
        {
            Trials = 9,
            Callbacks = [new TerminatorCallback(new Terminator(new Shrinking(), minimumTrials: 1)).Invoke],
        })).Message);
    }

    [Fact]
    public void A_median_error_is_a_share_of_the_first_improvements()
    {
        // The improvements of the first 1 to 5 trials after 3 left out are 33/1 .. 33/5; their median is 11, a hundredth of it 0.11.
        MedianErrorEvaluator error = new(new Shrinking(), warmupTrials: 3, initialTrials: 5, ratio: 0.01);
        FrozenTrial[] trials = [.. Enumerable.Range(0, 8).Select(number => new FrozenTrial { Number = number, State = TrialState.Complete, Values = [number] })];

        Assert.True(error.Evaluate(trials[..7], StudyDirection.Minimize) < 0);
        Assert.Equal(0.11, error.Evaluate(trials, StudyDirection.Minimize), 1e-15);
        Assert.Equal(0.11, error.Evaluate([], StudyDirection.Minimize), 1e-15);
    }

    // Recorded from Optuna 4.9 over the same random trials, with the seed 0 and 1; its processes are fitted by another minimizer.
    [Theory]
    [InlineData(2, 30, StudyDirection.Minimize, false, 0.007327759594043982, 0.007822825010791352)]
    [InlineData(3, 60, StudyDirection.Minimize, true, 0.09409466263617801, 0.09001334824311198)]
    [InlineData(4, 60, StudyDirection.Maximize, false, 0.01019875231038834, 0.010507560293803496)]
    public void The_bound_of_the_regret_is_that_of_Optuna(
        uint sampler, int trials, StudyDirection direction, bool withInteger, double ofSeed0, double ofSeed1)
    {
        double sign = direction == StudyDirection.Minimize ? 1 : -1;
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(sampler), Directions = [direction] });
        study.Optimize(
            trial =>
            {
                double x = trial.SuggestFloat("x", -1, 1) - 0.3, y = trial.SuggestFloat("y", -1, 1);
                long k = withInteger ? trial.SuggestInt("k", 1, 9) : 3;
                return sign * (x * x + y * y + 0.05 * Math.Abs(k - 3));
            },
            trials);

        Assert.Equal(1, new RegretBoundEvaluator(seed: 0).Evaluate(study.Trials, direction) / ofSeed0, 2e-3);
        Assert.Equal(1, new RegretBoundEvaluator(seed: 1).Evaluate(study.Trials, direction) / ofSeed1, 2e-3);
    }

    [Theory]
    [InlineData(StudyDirection.Minimize)]
    [InlineData(StudyDirection.Maximize)]
    public void The_bound_of_the_regret_shrinks_and_holds(StudyDirection direction)
    {
        double sign = direction == StudyDirection.Minimize ? 1 : -1;
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(2), Directions = [direction] });
        study.Optimize(
            trial => sign * (Math.Pow(trial.SuggestFloat("x", -1, 1) - 0.3, 2) + Math.Pow(trial.SuggestFloat("y", -1, 1), 2) + (trial.SuggestCategorical("k", "a", "b") == "a" ? 0 : 1)),
            60);

        double Bound(int trials) => new RegretBoundEvaluator(seed: 1).Evaluate([.. study.Trials.Take(trials)], direction);

        Assert.InRange(Bound(60), Math.Abs(study.BestValue), 1);
        Assert.True(Bound(60) < Bound(10), $"{Bound(60)} against {Bound(10)}");
        Assert.Equal(Bound(40), Bound(40));
    }

    [Fact]
    public void A_regret_without_trials_or_parameters_is_refused()
    {
        RegretBoundEvaluator evaluator = new();

        Assert.Throws<TuningException>(() => evaluator.Evaluate([], StudyDirection.Minimize));
        Assert.Throws<TuningException>(() => evaluator.Evaluate([FrozenTrial.Create([1.0])], StudyDirection.Minimize));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegretBoundEvaluator(topShare: 0));
    }

    private sealed class Shrinking : IImprovementEvaluator
    {
        public double Evaluate(IReadOnlyList<FrozenTrial> trials, StudyDirection direction) =>
            33.0 / trials.Count(trial => trial.State == TrialState.Complete);
    }
}
