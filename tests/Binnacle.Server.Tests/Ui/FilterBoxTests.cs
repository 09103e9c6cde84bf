using Binnacle.Server.Ui.Runs;
using Binnacle.Server.Ui.Runs.Filtering;
using Binnacle.Tracking;
using Bunit;

namespace Binnacle.Server.Tests.Ui;

/// <summary>The filter of the runs table, by itself.</summary>
public sealed class FilterBoxTests : BunitContext
{
    public FilterBoxTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./assets/filter.js").Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void A_fault_is_underlined_at_its_place()
    {
        const string Filter = "metrics.acc > 0.9 AND parms.lr = '1'";
        IRenderedComponent<FilterBox> box = Box(Filter, ErrorOf(Filter));
        Assert.StartsWith("parms.lr", box.Find(".filter-mark u").TextContent, StringComparison.Ordinal);
        Assert.Equal("metrics.acc > 0.9 AND ", box.Find(".filter-mark span").TextContent);
        Assert.Equal("true", box.Find("input").GetAttribute("aria-invalid"));
    }

    [Fact]
    public void A_fault_at_the_end_is_underlined_behind_the_text()
    {
        const string Filter = "metrics.acc >";
        IRenderedComponent<FilterBox> box = Box(Filter, ErrorOf(Filter));
        Assert.NotEqual("", box.Find(".filter-mark u").TextContent);
    }

    [Fact]
    public void A_right_filter_has_no_mark_and_an_empty_one_nothing_to_remove()
    {
        IRenderedComponent<FilterBox> box = Box("metrics.acc > 0.9");
        Assert.Empty(box.FindAll(".filter-mark u"));
        Assert.Single(box.FindAll("button[aria-label='Remove the filter']"));
        Assert.Empty(Box("").FindAll("button[aria-label='Remove the filter']"));
    }

    [Fact]
    public void What_is_typed_is_the_draft_and_stays_until_another_filter_is_in_force()
    {
        IRenderedComponent<FilterBox> box = Box("metrics.acc > 0.9");
        box.Find("input").Change("params.lr = '1'");
        box.Render(parameters => parameters.Add(part => part.Filter, "metrics.acc > 0.9"));
        Assert.Equal("params.lr = '1'", box.Instance.Draft);
        box.Render(parameters => parameters.Add(part => part.Filter, "tags.team = 'a'"));
        Assert.Equal("tags.team = 'a'", box.Instance.Draft);
    }

    [Fact]
    public async Task Removing_the_filter_empties_the_box_and_tells_so()
    {
        string? told = null;
        IRenderedComponent<FilterBox> box = Render<FilterBox>(parameters => parameters
            .Add(part => part.Filter, "metrics.acc > 0.9").Add(part => part.Cleared, filter => told = filter));
        await box.Find("button[aria-label='Remove the filter']").ClickAsync(new());
        Assert.Equal(("", ""), (told, box.Instance.Draft));
    }

    [Fact]
    public void Fields_and_values_are_suggested()
    {
        IRenderedComponent<FilterBox> box = Render<FilterBox>(parameters => parameters.Add(part => part.Filter, "")
            .Add(part => part.Columns, [RunColumn.Of(ColumnGroup.Params, "lr")]).Add(part => part.ValuesOf, _ => ["0.9"]));
        Assert.Contains("params.lr ", box.Instance.Complete("par", 3).Items.Select(item => item.Text));
        Assert.Equal("'0.9' ", box.Instance.Complete("params.lr = ", 12).Items[0].Text);
    }

    private IRenderedComponent<FilterBox> Box(string filter, TrackingException? error = null) =>
        Render<FilterBox>(parameters => parameters.Add(part => part.Filter, filter).Add(part => part.Error, error));

    // As the store refuses it.
    private static TrackingException ErrorOf(string filter)
    {
        using TestStore data = new();
        return Assert.ThrowsAny<TrackingException>(() => data.Store.SearchRunsAsync(new RunQuery { ExperimentIds = ["0"], Filter = filter }).GetAwaiter().GetResult());
    }
}
