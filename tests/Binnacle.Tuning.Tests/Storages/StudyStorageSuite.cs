namespace Binnacle.Tuning.Tests;

/// <summary>What every storage must do; each storage has a class that runs it.</summary>
public abstract class StudyStorageSuite
{
    private static readonly FloatDistribution Unit = new(0, 1);

    protected abstract IStudyStorage Open();

    [Fact]
    public void A_study_is_found_by_name_and_by_id()
    {
        using IStudyStorage storage = Open();
        long id = storage.CreateStudy("a", [StudyDirection.Minimize, StudyDirection.Maximize]);

        FrozenStudy study = storage.FindStudy("a")!;

        Assert.Equal(id, study.Id);
        Assert.Equal([StudyDirection.Minimize, StudyDirection.Maximize], study.Directions);
        Assert.Equal("a", storage.GetStudy(id).Name);
        Assert.Null(storage.FindStudy("b"));
    }

    [Fact]
    public void A_name_is_given_once()
    {
        using IStudyStorage storage = Open();
        storage.CreateStudy("a", [StudyDirection.Minimize]);

        var error = Assert.Throws<DuplicatedStudyException>(() => storage.CreateStudy("a", [StudyDirection.Maximize]));

        Assert.Contains("'a'", error.Message);
        Assert.Single(storage.GetStudies());
    }

    [Fact]
    public void A_deleted_study_is_gone_with_its_trials_and_its_name_is_free()
    {
        using IStudyStorage storage = Open();
        long id = storage.CreateStudy("a", [StudyDirection.Minimize]);
        FrozenTrial trial = storage.CreateTrial(id);
        storage.SetTrialParameter(trial.Id, new TrialParameter("x", Unit, 0.5));

        storage.DeleteStudy(id);

        Assert.Null(storage.FindStudy("a"));
        Assert.Throws<TuningException>(() => storage.GetTrials(id));
        Assert.Throws<TuningException>(() => storage.GetTrial(trial.Id));
        long again = storage.CreateStudy("a", [StudyDirection.Minimize]);
        Assert.Empty(storage.GetTrials(again));
    }

    [Fact]
    public void Attributes_of_a_study_keep_the_last_value()
    {
        using IStudyStorage storage = Open();
        long id = storage.CreateStudy("a", [StudyDirection.Minimize]);

        storage.SetStudyUserAttribute(id, "k", 1);
        storage.SetStudyUserAttribute(id, "k", new Dictionary<string, object?> { ["list"] = new object?[] { 1, 2.5, null, true, "ö" } });
        storage.SetStudySystemAttribute(id, "k", "system");

        FrozenStudy study = storage.GetStudy(id);
        var map = Assert.IsType<IReadOnlyDictionary<string, object?>>(study.UserAttributes["k"], exactMatch: false);
        Assert.Equal([1L, 2.5, null, true, "ö"], Assert.IsType<IReadOnlyList<object?>>(map["list"], exactMatch: false));
        Assert.Equal("system", study.SystemAttributes["k"]);
    }

    [Fact]
    public void Trials_are_numbered_from_zero_in_each_study()
    {
        using IStudyStorage storage = Open();
        long first = storage.CreateStudy("a", [StudyDirection.Minimize]);
        long second = storage.CreateStudy("b", [StudyDirection.Minimize]);

        int[] numbers = [storage.CreateTrial(first).Number, storage.CreateTrial(second).Number, storage.CreateTrial(first).Number];

        Assert.Equal([0, 0, 1], numbers);
        Assert.Equal([0, 1], storage.GetTrials(first).Select(trial => trial.Number));
    }

    [Fact]
    public void A_finished_trial_has_everything_that_was_set()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("a", [StudyDirection.Minimize, StudyDirection.Minimize]);
        FrozenTrial trial = storage.CreateTrial(study);
        storage.SetTrialParameter(trial.Id, new TrialParameter("x", Unit, 0.5));
        storage.SetTrialParameter(trial.Id, new TrialParameter("c", new CategoricalDistribution("a", null, 2), 2));
        storage.SetTrialParameter(trial.Id, new TrialParameter("n", new IntDistribution(1, 9), 4));
        storage.SetIntermediateValue(trial.Id, 10, double.NaN);
        storage.SetIntermediateValue(trial.Id, 3, 1.25);
        storage.SetTrialUserAttribute(trial.Id, "user", "u");
        storage.SetTrialSystemAttribute(trial.Id, "system", 7);

        storage.FinishTrial(trial.Id, TrialState.Complete, [1.5, double.PositiveInfinity]);

        FrozenTrial found = storage.GetTrial(trial.Id);
        Assert.Equal(TrialState.Complete, found.State);
        Assert.Equal([1.5, double.PositiveInfinity], found.Values!);
        Assert.Equal(["x", "c", "n"], found.Params.Keys);
        Assert.Equal([0.5, 2L, 4L], found.Params.Values);
        Assert.Equal([3, 10], found.IntermediateValues.Keys);
        Assert.Equal([1.25, double.NaN], found.IntermediateValues.Values);
        Assert.Equal("u", found.UserAttributes["user"]);
        Assert.Equal(7L, found.SystemAttributes["system"]);
        Assert.True(found.Duration >= TimeSpan.Zero);
    }

    [Fact]
    public void A_finished_trial_cannot_be_changed()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("a", [StudyDirection.Minimize]);
        long id = storage.CreateTrial(study).Id;
        storage.FinishTrial(id, TrialState.Fail, null);

        Assert.Throws<TrialFinishedException>(() => storage.SetTrialParameter(id, new TrialParameter("x", Unit, 0.5)));
        Assert.Throws<TrialFinishedException>(() => storage.SetIntermediateValue(id, 0, 1));
        Assert.Throws<TrialFinishedException>(() => storage.SetTrialUserAttribute(id, "k", 1));
        Assert.Throws<TrialFinishedException>(() => storage.SetTrialSystemAttribute(id, "k", 1));
        Assert.Throws<TrialFinishedException>(() => storage.FinishTrial(id, TrialState.Complete, [1]));
        Assert.Empty(storage.GetTrial(id).Params);
    }

    [Fact]
    public void A_name_keeps_its_kind_of_distribution_in_a_study()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("a", [StudyDirection.Minimize]);
        storage.SetTrialParameter(storage.CreateTrial(study).Id, new TrialParameter("x", Unit, 0.5));
        long id = storage.CreateTrial(study).Id;

        storage.SetTrialParameter(id, new TrialParameter("x", new FloatDistribution(-5, 5), 3));
        Assert.Throws<TuningException>(() => storage.SetTrialParameter(id, new TrialParameter("x", new IntDistribution(0, 1), 1)));
        Assert.Throws<TuningException>(() => storage.SetTrialParameter(id, new TrialParameter("x", new FloatDistribution(1, 2, log: true), 1)));

        Assert.Equal(3.0, storage.GetTrial(id).Params["x"]);
    }

    [Fact]
    public void Parameters_set_together_are_all_set_or_none()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("a", [StudyDirection.Minimize]);
        long first = storage.CreateTrial(study).Id, second = storage.CreateTrial(study).Id;

        storage.SetTrialParameters(first, [new TrialParameter("x", Unit, 0.5), new TrialParameter("y", Unit, 0.75)]);
        Assert.Throws<TuningException>(() => storage.SetTrialParameters(
            second, [new TrialParameter("x", Unit, 0.25), new TrialParameter("y", new IntDistribution(0, 1), 1)]));

        Assert.Equal(["x", "y"], storage.GetTrial(first).Params.Keys);
        Assert.Empty(storage.GetTrial(second).Params);
    }

    [Fact]
    public void A_list_of_trials_is_a_snapshot()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("a", [StudyDirection.Minimize]);
        long id = storage.CreateTrial(study).Id;
        IReadOnlyList<FrozenTrial> before = storage.GetTrials(study);

        storage.FinishTrial(id, TrialState.Complete, [1]);
        storage.CreateTrial(study);

        Assert.Equal(TrialState.Running, Assert.Single(before).State);
        Assert.Equal([TrialState.Complete, TrialState.Running], storage.GetTrials(study).Select(trial => trial.State));
    }

    [Fact]
    public void Waiting_trials_are_claimed_in_order_and_once()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("a", [StudyDirection.Minimize]);
        for (int i = 0; i < 20; i++)
            storage.CreateTrial(study, new FrozenTrial { State = TrialState.Waiting });

        List<int> claimed = [];
        Parallel.For(0, 4, _ =>
        {
            while (storage.ClaimWaitingTrial(study) is { } trial)
            {
                lock (claimed)
                    claimed.Add(trial.Number);
            }
        });

        Assert.Equal(Enumerable.Range(0, 20), claimed.Order());
        Assert.All(storage.GetTrials(study), trial => Assert.Equal(TrialState.Running, trial.State));
        Assert.All(storage.GetTrials(study), trial => Assert.NotNull(trial.StartedAt));
    }

    [Fact]
    public void A_template_is_stored_as_it_is()
    {
        using IStudyStorage storage = Open();
        long study = storage.CreateStudy("a", [StudyDirection.Minimize]);
        var start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

        FrozenTrial added = storage.CreateTrial(study, new FrozenTrial
        {
            State = TrialState.Pruned,
            Values = [2.0],
            StartedAt = start,
            CompletedAt = start.AddMinutes(1),
            Parameters = [new TrialParameter("x", Unit, 0.25)],
            UserAttributes = storage.GetStudy(study).UserAttributes.Add("u", 1L),
        });

        FrozenTrial found = storage.GetTrial(added.Id);
        Assert.Equal(0, found.Number);
        Assert.Equal([2.0], found.Values!);
        Assert.Equal(start, found.StartedAt);
        Assert.Equal(TimeSpan.FromMinutes(1), found.Duration);
        Assert.Equal(0.25, found.Params["x"]);
        Assert.Equal(1L, found.UserAttributes["u"]);
    }

    [Fact]
    public void Unknown_ids_are_named()
    {
        using IStudyStorage storage = Open();

        Assert.Contains("77", Assert.Throws<TuningException>(() => storage.GetStudy(77)).Message);
        Assert.Contains("77", Assert.Throws<TuningException>(() => storage.GetTrial(77)).Message);
        Assert.Contains("77", Assert.Throws<TuningException>(() => storage.CreateTrial(77)).Message);
    }

    [Fact]
    public void Threads_lose_no_trial()
    {
        using IStudyStorage storage = Open();
        Study study = Study.Create(new StudyOptions { Storage = storage, Sampler = new RandomSampler(1) });

        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), new OptimizeOptions { Trials = 60, Parallelism = 6 });

        Assert.Equal(Enumerable.Range(0, 60), study.Trials.Select(trial => trial.Number));
        Assert.All(study.Trials, trial => Assert.Equal((double)trial.Params["x"]!, trial.Value));
    }
}
