namespace Binnacle.Tuning.Tests;

public sealed class StudyTests
{
    private static Study Create(Action<string>? onWarning = null, params StudyDirection[] directions) => Study.Create(new StudyOptions
    {
        Directions = directions.Length == 0 ? [StudyDirection.Minimize] : [.. directions],
        Sampler = new RandomSampler(1),
        OnWarning = onWarning,
    });

    [Fact]
    public void A_trial_that_is_told_its_value_is_complete()
    {
        Study study = Create();
        Trial trial = study.Ask();
        double x = trial.SuggestFloat("x", -1, 1);

        FrozenTrial told = study.Tell(trial, x * x);

        Assert.Equal(TrialState.Complete, told.State);
        Assert.Equal(x, told.Params["x"]);
        Assert.Equal(told.Number, study.BestTrial.Number);
        Assert.Equal(x * x, study.BestValue);
    }

    [Fact]
    public void A_name_keeps_its_first_value_in_a_trial()
    {
        Trial trial = Create().Ask();

        Assert.Equal(trial.SuggestFloat("x", 0, 1), trial.SuggestFloat("x", 0, 1));
        Assert.Throws<TuningException>(() => trial.SuggestInt("x", 0, 1));
    }

    [Fact]
    public void Values_that_cannot_be_used_fail_the_trial_with_a_warning()
    {
        List<string> warnings = [];
        Study study = Create(warnings.Add);

        Assert.Equal(TrialState.Fail, study.Tell(study.Ask(), double.NaN).State);
        Assert.Equal(TrialState.Fail, study.Tell(study.Ask(), [1.0, 2.0]).State);

        Assert.Equal(["Trial 0 failed: a value is NaN.", "Trial 1 failed: expected 1 values, one for each objective, found 2."], warnings);
    }

    [Fact]
    public void A_pruned_trial_takes_its_last_report_as_value()
    {
        Study study = Create();
        Trial trial = study.Ask();
        trial.Report(3, 0);
        trial.Report(2, 5);

        FrozenTrial told = study.Tell(trial, null, TrialState.Pruned);

        Assert.Equal(2, told.Value);
        Assert.Equal(5, told.LastStep);
    }

    [Fact]
    public void A_finished_trial_is_told_once()
    {
        Study study = Create();
        Trial trial = study.Ask();
        study.Tell(trial, 1);

        Assert.Throws<TrialFinishedException>(() => study.Tell(trial, 2));
        Assert.Equal(1, study.Tell(trial.Number, [2.0], skipIfFinished: true).Value);
        Assert.Throws<TuningException>(() => study.Tell(7, [1.0]));
    }

    [Fact]
    public void Values_and_state_that_contradict_each_other_are_refused()
    {
        Study study = Create();
        Trial trial = study.Ask();

        Assert.Throws<TuningException>(() => study.Tell(trial, [1.0], TrialState.Fail));
        Assert.Throws<TuningException>(() => study.Tell(trial, null, TrialState.Complete));
        Assert.Throws<TuningException>(() => study.Tell(trial, [1.0], TrialState.Waiting));
        Assert.Equal(TrialState.Running, study.Trials[0].State);
    }

    [Fact]
    public void An_enqueued_trial_comes_first_with_its_values()
    {
        List<string> warnings = [];
        Study study = Create(warnings.Add);
        study.EnqueueTrial(new Dictionary<string, object?> { ["x"] = 0.25, ["far"] = 9 });
        study.EnqueueTrial(new Dictionary<string, object?> { ["x"] = 0.25, ["far"] = 9 }, skipIfExists: true);

        Trial trial = study.Ask();

        Assert.Single(study.Trials);
        Assert.Equal(0.25, trial.SuggestFloat("x", 0, 1));
        Assert.Equal(9, trial.SuggestInt("far", 0, 5));
        Assert.InRange(trial.SuggestFloat("free", 0, 1), 0, 1);
        Assert.Contains("'far'", Assert.Single(warnings));
    }

    [Fact]
    public void An_enqueued_value_of_another_kind_is_named()
    {
        Study study = Create();
        study.EnqueueTrial(new Dictionary<string, object?> { ["c"] = "z" });

        var error = Assert.Throws<TuningException>(() => study.Ask().SuggestCategorical("c", "a", "b"));

        Assert.Contains("'c'", error.Message);
        Assert.Contains("\"z\"", error.Message);
    }

    [Fact]
    public void Fixed_distributions_are_suggested_when_a_trial_is_asked_for()
    {
        Trial trial = Create().Ask(new Dictionary<string, Distribution>
        {
            ["lr"] = new FloatDistribution(0.9, 1.7, 0.1),
            ["bs"] = new CategoricalDistribution(32, 48, 64),
        });

        Assert.Equal(["lr", "bs"], trial.Params.Keys);
        Assert.Contains(trial.Params["bs"], new object[] { 32L, 48L, 64L });
    }

    [Fact]
    public void Optimize_runs_so_many_trials_and_takes_exceptions_as_asked()
    {
        Study study = Create();

        study.Optimize(
            trial => trial.Number switch
            {
                1 => throw new InvalidOperationException("no"),
                2 => throw new TrialPrunedException(),
                _ => trial.SuggestFloat("x", 0, 1),
            },
            new OptimizeOptions { Trials = 4, Catch = error => error is InvalidOperationException });

        Assert.Equal([TrialState.Complete, TrialState.Fail, TrialState.Pruned, TrialState.Complete], study.Trials.Select(trial => trial.State));
    }

    [Fact]
    public void An_exception_that_is_not_caught_ends_the_optimisation_and_fails_its_trial()
    {
        Study study = Create();

        Assert.Throws<InvalidOperationException>(() => study.Optimize(trial => throw new InvalidOperationException("no"), 5));

        Assert.Equal(TrialState.Fail, Assert.Single(study.Trials).State);
    }

    [Fact]
    public void Stop_ends_the_optimisation_after_the_running_trial()
    {
        Study study = Create();

        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), new OptimizeOptions
        {
            Trials = 100,
            Callbacks = [new MaxTrialsCallback(3).Invoke],
        });

        Assert.Equal(3, study.Trials.Count);
    }

    [Fact]
    public void The_best_of_several_objectives_is_the_front()
    {
        Study study = Create(null, StudyDirection.Minimize, StudyDirection.Maximize);
        double[][] values = [[1, 1], [2, 2], [2, 1], [1, 1], [0, 0]];
        foreach (double[] value in values)
            study.Tell(study.Ask(), value);

        Assert.Equal([0, 1, 3, 4], study.BestTrials.Select(trial => trial.Number));
        Assert.Throws<InvalidOperationException>(() => study.BestTrial);
        Assert.Throws<InvalidOperationException>(() => study.Ask().Report(1, 0));
    }

    [Fact]
    public void A_loaded_study_is_the_same_and_an_unknown_name_lists_what_there_is()
    {
        using InMemoryStorage storage = new();
        Study study = Study.Create(new StudyOptions { Name = "first", Storage = storage });
        study.SetMetricNames("loss");

        Study loaded = Study.Load(new StudyOptions { Storage = storage });

        Assert.Equal(study.Id, loaded.Id);
        Assert.Equal(["loss"], loaded.MetricNames!);
        Assert.Contains("first", Assert.Throws<TuningException>(() => Study.Load(new StudyOptions { Name = "other", Storage = storage })).Message);
        Assert.Throws<DuplicatedStudyException>(() => Study.Create(new StudyOptions { Name = "first", Storage = storage }));
        Assert.Equal(study.Id, Study.Create(new StudyOptions { Name = "first", Storage = storage, LoadIfExists = true }).Id);
    }

    [Fact]
    public void A_copy_has_the_same_trials_and_lives_on_its_own()
    {
        using InMemoryStorage storage = new();
        Study study = Study.Create(new StudyOptions { Name = "a", Storage = storage, Sampler = new RandomSampler(1) });
        study.SetUserAttribute("k", new[] { 1, 2 });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 3);

        Study.Copy("a", storage, storage, "b");
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 1);

        Study copy = Study.Load(new StudyOptions { Name = "b", Storage = storage });
        Assert.Equal(study.Trials.Take(3).Select(trial => trial.Value), copy.Trials.Select(trial => trial.Value));
        Assert.Equal([1L, 2L], (IEnumerable<object?>)copy.UserAttributes["k"]!);
    }
}
