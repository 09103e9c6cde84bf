using Binnacle.Server.Studies;
using Binnacle.Server.Ui.Sweeps;
using Binnacle.Tuning;
using Bunit;

namespace Binnacle.Server.Tests.Ui;

/// <summary>What the page of a sweep tells.</summary>
public sealed class SweepTests : BunitContext
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Progress_counts_states_and_estimates_the_time_left_from_the_pace()
    {
        Study study = Study.Create(new StudyOptions { Name = "s" });
        study.SetPlannedTrials(10);
        for (int i = 0; i < 4; i++)
            study.AddTrials(Trial(i, i == 3 ? TrialState.Fail : TrialState.Complete));
        study.Ask();
        StudyProgress progress = StudyProgress.Of(Snapshot(study));
        Assert.Equal((3, 1, 1, 4), (progress.Complete, progress.Failed, progress.Running, progress.Finished));
        Assert.Equal(TimeSpan.FromMinutes(6), progress.TimeLeft);
        Assert.Equal(0, Assert.Single(progress.Best).Number);
    }

    [Fact]
    public void The_hours_between_two_sessions_of_a_study_do_not_count_for_the_time_left_and_trials_side_by_side_share_theirs()
    {
        Study study = Study.Create(new StudyOptions { Name = "s" });
        study.SetPlannedTrials(10);
        study.AddTrials(Trial(0, TrialState.Complete), Trial(0, TrialState.Complete), Trial(600, TrialState.Complete), Trial(600, TrialState.Pruned));
        study.Ask();
        Assert.Equal(TimeSpan.FromMinutes(3), StudyProgress.Of(Snapshot(study)).TimeLeft);
    }

    [Fact]
    public void A_sweep_is_stopped_once_it_was_asked_to_and_its_last_trial_has_ended_before_all_that_were_planned()
    {
        Study study = Study.Create(new StudyOptions { Name = "s", Sampler = new RandomSampler(1) });
        study.SetPlannedTrials(2);
        Trial first = study.Ask();
        Assert.False(StudyProgress.Of(Snapshot(study)).IsStopped);
        study.RequestStop();
        Assert.False(StudyProgress.Of(Snapshot(study)).IsStopped);
        study.Tell(first, 1);
        Assert.True(StudyProgress.Of(Snapshot(study)).IsStopped);
        study.Tell(study.Ask(), 2);
        Assert.False(StudyProgress.Of(Snapshot(study)).IsStopped);
    }

    [Fact]
    public void A_study_without_a_finished_trial_has_no_best_and_no_time_left()
    {
        StudyProgress progress = StudyProgress.Of(Snapshot(Study.Create(new StudyOptions { Name = "s" })));
        Assert.Empty(progress.Best);
        Assert.Null(progress.TimeLeft);
    }

    [Theory]
    [InlineData("3", null)]
    [InlineData("9", "layers: expected a whole number from 1 to 5, found '9'.")]
    [InlineData("two", "layers: expected a whole number from 1 to 5, found 'two'.")]
    public void An_enqueued_value_must_be_in_its_range(string text, string? fault) =>
        Assert.Equal(fault, EnqueuedValue.Parse("layers", text, new IntDistribution(1, 5), out _));

    [Fact]
    public void The_form_hands_on_what_was_typed_and_leaves_out_what_was_not()
    {
        Study study = Study.Create(new StudyOptions { Name = "s", Sampler = new RandomSampler(1) });
        Trial trial = study.Ask();
        trial.SuggestFloat("lr", 1e-5, 1, log: true);
        trial.SuggestInt("layers", 1, 5);
        trial.SuggestCategorical("optimizer", "sgd", "adam");
        study.Tell(trial, 1);
        IReadOnlyDictionary<string, object?>? enqueued = null;
        IRenderedComponent<EnqueueForm> form = Render<EnqueueForm>(parameters => parameters
            .Add(component => component.Study, Snapshot(study))
            .Add(component => component.Enqueued, values => enqueued = values));
        form.FindAll("input")[0].Change("0.5");
        form.Find("select").Change("1");
        form.Find("form").Submit();
        Assert.Equal(0.5, enqueued!["lr"]);
        Assert.Equal("adam", enqueued["optimizer"]);
        Assert.DoesNotContain("layers", enqueued.Keys);
    }

    [Fact]
    public void Trials_without_a_value_come_last_in_either_order()
    {
        TableColumn<FrozenTrial> column = new("value", trial => trial.Values?[0]);
        FrozenTrial[] trials = [Trial(0, TrialState.Fail), Trial(1, TrialState.Complete), Trial(2, TrialState.Complete)];
        Assert.Equal([1, 2, 0], column.Order(trials.Select((trial, i) => trial with { Number = i }), descending: false).Select(trial => trial.Number));
        Assert.Equal([2, 1, 0], column.Order(trials.Select((trial, i) => trial with { Number = i }), descending: true).Select(trial => trial.Number));
    }

    [Fact]
    public void A_heading_sorts_by_its_column_and_then_the_other_way_round()
    {
        TableColumn<int>[] columns = [new("Size", item => item, IsNumber: true), new("Name", item => $"n{9 - item}")];
        TableSort sort = new("Size");
        IRenderedComponent<SortHeadings<int>> Headings() => Render<SortHeadings<int>>(parameters => parameters
            .Add(part => part.Columns, columns).Add(part => part.Sort, sort).Add(part => part.SortChanged, changed => sort = changed).AddChildContent("<th>Run</th>"));
        Assert.Equal(["ascending", null, null], Headings().FindAll("th").Select(heading => heading.GetAttribute("aria-sort")));
        Headings().Find("button[title=Size]").Click();
        Assert.Equal([3, 2, 1], sort.Order(columns, [2, 3, 1]));
        Headings().Find("button[title=Name]").Click();
        Assert.Equal((new TableSort("Name"), "3 2 1"), (sort, string.Join(' ', sort.Order(columns, [2, 3, 1]))));
        Assert.Equal([2, 3, 1], new TableSort("gone").Order(columns, [2, 3, 1]));
    }

    private static FrozenTrial Trial(int i, TrialState state) => new()
    {
        State = state,
        Values = state == TrialState.Complete ? [i] : null,
        StartedAt = Start.AddMinutes(i),
        CompletedAt = Start.AddMinutes(i + 1),
    };

    private static StudySnapshot Snapshot(Study study) => new(study.Storage.GetStudy(study.Id), study.Trials);
}
