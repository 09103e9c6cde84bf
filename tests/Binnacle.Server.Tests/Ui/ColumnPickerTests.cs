using Binnacle.Server.Ui.Runs;
using Bunit;

namespace Binnacle.Server.Tests.Ui;

/// <summary>The menu in which columns are picked, pinned and moved.</summary>
public sealed class ColumnPickerTests : BunitContext
{
    private static readonly RunColumn Lr = RunColumn.Of(ColumnGroup.Params, "lr"), Acc = RunColumn.Of(ColumnGroup.Metrics, "acc"), Team = RunColumn.Of(ColumnGroup.Tags, "team");
    private IReadOnlyList<ColumnChoice>? _picked = [new(RunColumn.Name, Pinned: true), new(RunColumn.Status), new(Lr), new(Acc)];

    [Fact]
    public void A_column_is_added_beside_those_of_its_kind()
    {
        Box("gamma").Change(true);
        Assert.Equal(["name", "status", "params.lr", "params.gamma", "metrics.acc"], Picked);
    }

    [Fact]
    public void Least_and_greatest_values_and_their_steps_are_offered_for_the_metrics_shown()
    {
        Box("acc (max)").Change(true);
        Box("acc (step of max)").Change(true);
        Assert.Equal(["metrics.acc", "max.acc", "maxstep.acc"], Picked.TakeLast(3));
    }

    [Fact]
    public void A_column_is_taken_away_and_the_name_cannot_be()
    {
        Box("lr").Change(false);
        Assert.Equal(["name", "status", "metrics.acc"], Picked);
        Assert.True(Box("Run").HasAttribute("disabled"));
    }

    [Fact]
    public void A_column_is_pinned_and_moved()
    {
        Picker().Find("button[aria-label='Keep acc in view']").Click();
        Assert.True(_picked![3].Pinned);
        Picker().Find("button[aria-label='Move acc to the left']").Click();
        Assert.Equal(["name", "status", "metrics.acc", "params.lr"], Picked);
        Assert.True(Picker().Find("button[aria-label='Move lr to the right']").HasAttribute("disabled"));
    }

    [Fact]
    public void A_search_finds_columns_that_the_short_list_leaves_out()
    {
        RunColumn[] many = [.. Enumerable.Range(0, 1000).Select(i => RunColumn.Of(ColumnGroup.Metrics, $"layer/{i}"))];
        IRenderedComponent<ColumnPicker> picker = Picker([.. RunColumn.Attributes, .. many]);
        Assert.Contains("960 more", picker.Markup, StringComparison.Ordinal);
        picker.Find("input[type=search]").Input("LAYER/777");
        Assert.Contains("layer/777", picker.FindAll("label span").Select(label => label.TextContent));
        Assert.Contains("layer/777 (min)", picker.FindAll("label span").Select(label => label.TextContent));
        Assert.DoesNotContain("layer/778", picker.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void The_usual_columns_come_back()
    {
        Picker().FindAll("button")[0].Click();
        Assert.Null(_picked);
    }

    private IEnumerable<string> Picked => _picked!.Select(choice => choice.Column.Id);

    private AngleSharp.Dom.IElement Box(string title) =>
        Picker().FindAll("label").Single(label => label.TextContent.Trim() == title).QuerySelector("input")!;

    private IRenderedComponent<ColumnPicker> Picker(IReadOnlyList<RunColumn>? all = null) => Render<ColumnPicker>(parameters => parameters
        .Add(part => part.All, all ?? [.. RunColumn.Attributes, RunColumn.Of(ColumnGroup.Params, "gamma"), Lr, Acc, Team])
        .Add(part => part.Picked, _picked!).Add(part => part.PickedChanged, picked => _picked = picked));
}
