namespace Binnacle.Tuning.Tests;

public sealed class FrozenTrialTests
{
    private static readonly Dictionary<string, Distribution> Space = new() { ["x"] = new FloatDistribution(0, 1) };

    [Fact]
    public void A_trial_made_by_hand_joins_a_study()
    {
        Study study = Study.Create();

        study.AddTrials(FrozenTrial.Create(
            [0.25], new Dictionary<string, object?> { ["x"] = 0.5 }, Space,
            intermediateValues: new Dictionary<int, double> { [3] = 0.3 }, userAttributes: new Dictionary<string, object?> { ["by"] = "hand" }));

        FrozenTrial added = study.BestTrial;
        Assert.Equal(0.5, added.Params["x"]);
        Assert.Equal(3, added.LastStep);
        Assert.Equal("hand", added.UserAttributes["by"]);
        Assert.Equal(TimeSpan.Zero, added.Duration);
    }

    [Fact]
    public void A_trial_that_contradicts_itself_is_refused_by_name()
    {
        static string Fault(Action create) => Assert.Throws<TuningException>(create).Message;

        Assert.Contains("complete", Fault(() => FrozenTrial.Create(null)));
        Assert.Contains("failed", Fault(() => FrozenTrial.Create([1.0], state: TrialState.Fail)));
        Assert.Contains("NaN", Fault(() => FrozenTrial.Create([double.NaN])));
        Assert.Contains("'x'", Fault(() => FrozenTrial.Create([1.0], new Dictionary<string, object?> { ["x"] = 0.5 })));
        Assert.Contains("'x'", Fault(() => FrozenTrial.Create([1.0], null, Space)));
        Assert.Contains("'x'", Fault(() => FrozenTrial.Create([1.0], new Dictionary<string, object?> { ["x"] = 7 }, Space)));
        Assert.Contains("'x'", Fault(() => FrozenTrial.Create([1.0], new Dictionary<string, object?> { ["x"] = "seven" }, Space)));
        Assert.Contains("2 values", Fault(() =>
            Study.Create(new StudyOptions { Directions = [StudyDirection.Minimize, StudyDirection.Minimize] }).AddTrials(FrozenTrial.Create([1.0]))));
    }

    [Fact]
    public void An_added_trial_of_another_kind_of_distribution_is_refused()
    {
        Study study = Study.Create();
        study.AddTrials(FrozenTrial.Create([1.0], new Dictionary<string, object?> { ["x"] = 0.5 }, Space));

        Assert.Contains("'x'", Assert.Throws<TuningException>(() => study.AddTrials(FrozenTrial.Create(
            [1.0], new Dictionary<string, object?> { ["x"] = 1 }, new Dictionary<string, Distribution> { ["x"] = new IntDistribution(0, 3) }))).Message);
        Assert.Single(study.Trials);
    }

    [Fact]
    public void A_waiting_trial_that_is_added_is_asked_for_next()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });
        study.AddTrials(FrozenTrial.Create(null, new Dictionary<string, object?> { ["x"] = 0.75 }, Space, TrialState.Waiting));

        Assert.Equal(0.75, study.Ask().SuggestFloat("x", 0, 1));
    }
}
