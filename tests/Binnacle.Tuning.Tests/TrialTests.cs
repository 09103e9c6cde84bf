namespace Binnacle.Tuning.Tests;

public sealed class TrialTests
{
    private static Trial Ask(Action<string>? onWarning = null) =>
        Study.Create(new StudyOptions { Sampler = new RandomSampler(1), OnWarning = onWarning }).Ask();

    [Fact]
    public void What_is_wrong_with_a_range_is_said_with_the_parameters_name()
    {
        Trial trial = Ask();

        foreach (Action suggest in (Action[])
        [
            () => trial.SuggestFloat("x", 2, 1),
            () => trial.SuggestFloat("x", double.NaN, 1),
            () => trial.SuggestFloat("x", 0, double.PositiveInfinity),
            () => trial.SuggestFloat("x", 0, 1, log: true),
            () => trial.SuggestFloat("x", -1, 1, log: true),
            () => trial.SuggestFloat("x", 0, 1, step: 0),
            () => trial.SuggestFloat("x", 0, 1, step: double.NaN),
            () => trial.SuggestFloat("x", 1, 2, step: 0.5, log: true),
            () => trial.SuggestInt("x", 2, 1),
            () => trial.SuggestInt("x", 0, 8, log: true),
            () => trial.SuggestInt("x", 0, 8, step: -1),
            () => trial.SuggestCategorical<string>("x"),
            () => trial.SuggestCategorical("x", new object()),
        ])
        {
            Assert.StartsWith("Parameter 'x': ", Assert.Throws<ArgumentException>(suggest).Message, StringComparison.Ordinal);
        }

        Assert.Empty(trial.Params);
    }

    [Fact]
    public void A_step_that_does_not_divide_the_range_is_a_warning()
    {
        List<string> warnings = [];
        Trial trial = Ask(warnings.Add);

        trial.SuggestFloat("x", 0, 1, step: 0.3);
        trial.SuggestInt("n", 1, 10, step: 4);

        Assert.Equal(
            [
                "Parameter 'x': the step 0.3 does not divide the range from 0 to 1; the last point is 0.9.",
                "Parameter 'n': the step 4 does not divide the range from 1 to 10; the last point is 9.",
            ],
            warnings);
    }

    [Fact]
    public void A_second_suggestion_from_another_range_keeps_the_value_with_a_warning()
    {
        List<string> warnings = [];
        Trial trial = Ask(warnings.Add);

        double x = trial.SuggestFloat("x", 0, 1);

        Assert.Equal(x, trial.SuggestFloat("x", 5, 6));
        Assert.Contains("'x'", Assert.Single(warnings));
        Assert.Throws<TuningException>(() => trial.SuggestFloat("x", 1, 2, log: true));
        Assert.Throws<TuningException>(() => trial.SuggestCategorical("x", "a", "b"));
    }

    [Fact]
    public void Choices_of_a_name_cannot_change_from_trial_to_trial()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });
        study.Ask().SuggestCategorical("c", "a", "b");

        string message = Assert.Throws<TuningException>(() => study.Ask().SuggestCategorical("c", "a", "z")).Message;

        Assert.Contains("'c'", message);
        Assert.Contains("\"z\"", message);
    }

    [Fact]
    public void Attributes_of_a_trial_are_kept()
    {
        Trial trial = Ask();

        trial.SetUserAttribute("note", new Dictionary<string, object?> { ["deep"] = new[] { 1, 2 } });
        trial.SetSystemAttribute("machine", "m1");

        FrozenTrial stored = trial.Study.Trials[0];
        Assert.Equal("{\"deep\": [1, 2]}", PythonJson.Write(stored.UserAttributes["note"]));
        Assert.Equal("m1", stored.SystemAttributes["machine"]);
        Assert.Equal("m1", trial.SystemAttributes["machine"]);
    }

    [Fact]
    public void The_best_trial_is_a_feasible_one()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });
        foreach (var (value, constraint) in (IEnumerable<(double, double)>)[(1, 0.5), (2, -1), (3, 0)])
        {
            Trial trial = study.Ask();
            trial.SetConstraints(constraint, -1);
            study.Tell(trial, value);
        }

        Assert.Equal(1, study.BestTrial.Number);
        Assert.Equal([0.5, -1], study.Trials[0].Constraints!);
        Assert.Throws<ArgumentException>(() => study.Ask().SetConstraints(double.NaN));
    }

    [Fact]
    public void Constraints_with_names_of_their_own_are_read_as_well() =>
        Assert.Equal([1.5, 2], new FrozenTrial
        {
            State = TrialState.Complete,
            SystemAttributes = PlainData.NoAttributes.Add("constraints:b", 2L).Add("constraints:a", 1.5),
        }.Constraints!);

    [Fact]
    public void A_fixed_trial_has_the_given_parameters_and_no_other()
    {
        static double Objective(Trial trial) =>
            trial.SuggestFloat("x", 0, 10) + trial.SuggestInt("n", 0, 3) + (trial.SuggestCategorical("c", "a", "b") == "b" ? 100 : 0);

        Trial trial = FixedTrial.Create(new Dictionary<string, object?> { ["x"] = 1.5, ["n"] = 2, ["c"] = "b" }, number: 7);

        Assert.Equal(103.5, Objective(trial));
        Assert.Equal(7, trial.Number);
        trial.Report(1, 0);
        Assert.False(trial.ShouldPrune());
        string message = Assert.Throws<TuningException>(() => trial.SuggestFloat("y", 0, 1)).Message;
        Assert.Contains("'y'", message);
        Assert.Contains("x, n, c", message);
    }

    [Fact]
    public void The_best_trial_can_be_run_again()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });
        Func<Trial, double> objective = trial => trial.SuggestFloat("x", 0, 1) * trial.SuggestInt("n", 1, 4);
        study.Optimize(objective, 10);

        Assert.Equal(study.BestValue, objective(FixedTrial.Of(study.BestTrial)));
    }
}
