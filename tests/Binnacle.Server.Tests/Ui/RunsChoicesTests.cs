using Binnacle.Server.Ui.Runs;
using Binnacle.Server.Ui.Sweeps;
using Binnacle.Tracking;
using Bunit;

namespace Binnacle.Server.Tests.Ui;

/// <summary>What narrows and groups the runs table besides its filter.</summary>
public sealed class RunsChoicesTests : BunitContext
{
    private RunsView _view = new() { Open = ["a group"] };

    [Fact]
    public void Status_start_and_lifecycle_are_chosen()
    {
        Choices().Find("select[name=status]").Change("FAILED");
        Choices().Find("select[name=since]").Change("24h");
        Choices().Find("select[name=state]").Change("deleted");
        Assert.Equal((RunStatus.Failed, TimeSpan.FromDays(1), ViewType.DeletedOnly), (_view.Status, _view.Since, _view.Lifecycle));
        Choices().Find("select[name=status]").Change("");
        Assert.Null(_view.Status);
    }

    [Fact]
    public void Runs_are_grouped_by_sweep_tag_or_parameter_or_nested_and_the_open_groups_are_forgotten()
    {
        IRenderedComponent<RunsChoices> choices = Choices();
        Assert.Equal(["No groups", "Nested runs", "Sweep", "team", "lr"], choices.FindAll("select[name=group] option").Select(option => option.TextContent));
        choices.Find("select[name=group]").Change("tags." + JobSweepTag.Key);
        Assert.Equal(RunColumn.Of(ColumnGroup.Tags, JobSweepTag.Key), _view.Group);
        Assert.Empty(_view.Open);
        Choices().Find("select[name=group]").Change("parent");
        Assert.Equal(RunColumn.Parent, _view.Group);
    }

    [Fact]
    public void What_an_address_names_is_shown_as_chosen_even_where_it_is_not_offered()
    {
        _view = RunsView.Parse("?since=36h&group=params.gone&status=KILLED&state=all");
        Assert.Equal(["KILLED", "36h", "all", "params.gone"], Choices().FindAll("option[selected]").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public void At_most_a_hundred_groupings_are_offered()
    {
        RunKeys keys = new([.. Enumerable.Range(0, 300).Select(i => $"p{i}")], [], []);
        Assert.Equal(102, Choices(keys).FindAll("select[name=group] option").Count);
    }

    private IRenderedComponent<RunsChoices> Choices(RunKeys? keys = null) => Render<RunsChoices>(parameters => parameters
        .Add(part => part.View, _view).Add(part => part.Columns, RunColumns.Of(keys ?? new RunKeys(["lr"], ["acc"], ["team", JobSweepTag.Key]), []))
        .Add(part => part.ViewChanged, view => _view = view));
}
