namespace Binnacle.Tuning.Tests;

/// <summary>What every storage that outlives its object must do: several objects of it share the same studies.</summary>
public abstract class SharedStudyStorageSuite : StudyStorageSuite
{
    [Fact]
    public void What_one_connection_writes_another_reads()
    {
        using IStudyStorage writer = Open(), reader = Open();
        Study written = Study.Create(new StudyOptions { Name = "s", Storage = writer, Sampler = new RandomSampler(1) });
        Study read = Study.Load(new StudyOptions { Name = "s", Storage = reader });
        Assert.Empty(read.Trials);

        Trial trial = written.Ask();
        trial.SuggestFloat("x", 0, 1);
        Assert.Equal(["x"], Assert.Single(read.Trials).Params.Keys);
        trial.Report(3, 0);
        written.Tell(trial, 2.5);

        FrozenTrial seen = Assert.Single(read.Trials);
        Assert.Equal(2.5, seen.Value);
        Assert.Equal(3, seen.IntermediateValues[0]);
        Assert.Equal(written.Trials[0].Params["x"], seen.Params["x"]);
        Assert.True(writer.IsPersistent);
    }

    [Fact]
    public void Connections_that_write_together_lose_nothing_and_claim_once()
    {
        using (IStudyStorage storage = Open())
        {
            Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage });
            for (int i = 0; i < 30; i++)
                study.EnqueueTrial(new Dictionary<string, object?> { ["x"] = i / 100.0 });
        }

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, worker =>
        {
            using IStudyStorage storage = Open();
            Study study = Study.Load(new StudyOptions { Storage = storage, Sampler = new RandomSampler((uint)worker) });
            study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 20);
        });

        using IStudyStorage result = Open();
        IReadOnlyList<FrozenTrial> trials = result.GetTrials(result.FindStudy("s")!.Id);
        Assert.Equal(Enumerable.Range(0, 80), trials.Select(trial => trial.Number));
        Assert.All(trials, trial => Assert.Equal(TrialState.Complete, trial.State));
        Assert.All(trials, trial => Assert.Equal((double)trial.Params["x"]!, trial.Value));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => i / 100.0), trials.Take(30).Select(trial => (double)trial.Params["x"]!));
    }

    [Fact]
    public void A_study_is_continued_by_another_object()
    {
        using (IStudyStorage storage = Open())
            Study.Create(new StudyOptions { Name = "s", Storage = storage }).Optimize(trial => trial.SuggestFloat("x", 0, 1), 3);

        using IStudyStorage again = Open();
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = again, LoadIfExists = true });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 2);

        Assert.Equal(5, study.Trials.Count);
    }

    [Fact]
    public void Waiting_trials_of_another_object_are_seen_and_its_claims_respected()
    {
        using IStudyStorage one = Open(), two = Open();
        long study = one.CreateStudy("s", [StudyDirection.Minimize]);
        Assert.Null(two.ClaimWaitingTrial(study));
        one.CreateTrial(study, new FrozenTrial { State = TrialState.Waiting });
        one.CreateTrial(study, new FrozenTrial { State = TrialState.Waiting });

        Assert.Equal(0, two.ClaimWaitingTrial(study)!.Number);
        Assert.Equal(1, one.ClaimWaitingTrial(study)!.Number);
        Assert.Null(two.ClaimWaitingTrial(study));
    }

    [Fact]
    public void A_trial_that_another_object_finished_cannot_be_changed()
    {
        using IStudyStorage one = Open(), two = Open();
        long id = one.CreateTrial(one.CreateStudy("s", [StudyDirection.Minimize])).Id;
        Assert.Equal(TrialState.Running, two.GetTrial(id).State);

        one.FinishTrial(id, TrialState.Complete, [1]);

        Assert.Throws<TrialFinishedException>(() => two.FinishTrial(id, TrialState.Fail, null));
        Assert.Equal(1, two.GetTrial(id).Value);
    }

    [Fact]
    public void A_study_that_another_object_deleted_is_gone()
    {
        using IStudyStorage one = Open(), two = Open();
        long id = one.CreateStudy("s", [StudyDirection.Minimize]);
        long trial = one.CreateTrial(id).Id;
        Assert.Single(two.GetTrials(id));

        one.DeleteStudy(id);

        Assert.Throws<TuningException>(() => two.GetTrials(id));
        Assert.Throws<TuningException>(() => two.GetTrial(trial));
        Assert.Throws<TuningException>(() => two.SetIntermediateValue(trial, 0, 1));
    }

    /// <summary>Random steps through two objects in turn have the results of the same steps in memory.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_steps_have_the_results_of_the_storage_in_memory(int seed)
    {
        using IStudyStorage one = Open(), two = Open();
        using InMemoryStorage memory = new();
        RandomSteps steps = new(seed, memory, one, two);

        for (int i = 0; i < 150; i++)
            steps.Take();

        steps.AssertEqual();
    }
}
