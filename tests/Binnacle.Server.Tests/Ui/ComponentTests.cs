using Binnacle.Server.Ui.Runs;
using Binnacle.Server.Ui.Shared;
using Binnacle.Testing;
using Binnacle.Tracking;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Binnacle.Server.Tests.Ui;

/// <summary>Components by themselves, with a clock that the test turns.</summary>
public sealed class ComponentTests : BunitContext
{
    private readonly TestStore _data = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_060_000));

    public ComponentTests()
    {
        Services.AddSingleton(_data.Store);
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton(new StoreWatch(_data.Store, _time));
        Services.AddSingleton<RunLists>();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task The_table_finds_a_new_run_at_the_next_tick()
    {
        string digits = await _data.ExperimentAsync("digits");
        IRenderedComponent<RunsGrid> grid = RenderGrid(digits);
        Assert.Contains("No runs yet", grid.Markup, StringComparison.Ordinal);
        await _data.RunAsync(digits, "new-run");
        _time.Advance(TimeSpan.FromSeconds(1));
        await grid.WaitForAssertionAsync(() => Assert.Contains("new-run", grid.Markup, StringComparison.Ordinal), Eventually.Patience);
    }

    [Fact]
    public async Task The_rows_stand_in_the_order_that_the_address_names()
    {
        string digits = await _data.ExperimentAsync("digits");
        await _data.RunAsync(digits, "low", metrics: new() { ["acc"] = [0.1] });
        await _data.RunAsync(digits, "high", metrics: new() { ["acc"] = [0.9] });
        Assert.Equal(["high", "low"], NamesIn(RenderGrid(digits, "?sort=metrics.acc&order=desc")));
        Assert.Equal(["low", "high"], NamesIn(RenderGrid(digits, "?sort=metrics.acc")));
    }

    [Fact]
    public async Task Only_picked_columns_are_shown()
    {
        string digits = await _data.ExperimentAsync("digits");
        await _data.RunAsync(digits, "one", parameters: new() { ["lr"] = "0.9" }, metrics: new() { ["acc"] = [0.1] });
        IRenderedComponent<RunsGrid> grid = RenderGrid(digits, "?columns=name,metrics.acc");
        Assert.Equal(["Run", "acc"], grid.FindAll("th[scope=col]").Select(heading => heading.TextContent.Trim()));
    }

    [Fact]
    public async Task Two_selected_runs_can_be_compared()
    {
        string digits = await _data.ExperimentAsync("digits");
        Run one = await _data.RunAsync(digits, "one");
        await _data.RunAsync(digits, "two");
        IRenderedComponent<RunsGrid> grid = RenderGrid(digits);
        // On the renderer's own thread: the table may be rendered again at any time.
        await grid.InvokeAsync(() => grid.Find("input[aria-label='Select one']").Click());
        Assert.Equal("true", grid.Find(".button.primary").GetAttribute("aria-disabled"));
        await grid.InvokeAsync(() => grid.Find("input[aria-label='Select all runs shown']").Change(true));
        Assert.Null(grid.Find(".button.primary").GetAttribute("aria-disabled"));
        Assert.Contains(one.Info.RunId, grid.Find(".button.primary").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_process_is_gone_is_called_lost()
    {
        Run run = await _data.RunAsync(
            await _data.ExperimentAsync("digits"), "one", RunStatus.Running, tags: new() { [ReservedTags.Process] = $"{Environment.MachineName}/999999999/1" });
        Assert.Contains("Lost", Render<RunStateBadge>(parameters => parameters.Add(badge => badge.Run, run)).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_writer_is_unknown_may_be_in_a_long_epoch_and_is_not_called_lost()
    {
        Run run = await _data.RunAsync(await _data.ExperimentAsync("digits"), "of MLflow", RunStatus.Running);
        _time.Advance(TimeSpan.FromHours(1));
        string badge = Render<RunStateBadge>(parameters => parameters.Add(badge => badge.Run, run)).Markup;
        Assert.Contains("Silent", badge, StringComparison.Ordinal);
        Assert.Contains("does not say which process", badge, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_is_folded_and_whole_when_it_is_opened()
    {
        string text = new('w', 6000);
        IRenderedComponent<LongText> part = Render<LongText>(parameters => parameters.Add(part => part.Text, text));
        Assert.Equal(201, part.Find("summary").TextContent.Length);
        Assert.EndsWith(text, part.Find("details").TextContent, StringComparison.Ordinal);
        Assert.Empty(Render<LongText>(parameters => parameters.Add(part => part.Text, "short")).FindAll("details"));
    }

    [Fact]
    public void A_table_of_values_is_ordered_by_name()
    {
        IRenderedComponent<ValueTable> table = Render<ValueTable>(parameters => parameters
            .Add(component => component.Title, "Parameters").Add(component => component.Column, "Value").Add(component => component.Empty, "None.")
            .Add(component => component.Rows, [new ValueRow("seed", "1"), new ValueRow("Lr", "0.9")]));
        Assert.Equal(["Lr", "seed"], table.FindAll("th[scope=row]").Select(heading => heading.TextContent));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _data.Dispose();
    }

    private IRenderedComponent<RunsGrid> RenderGrid(string experiment, string query = "")
    {
        // Prerendering: without a browser the virtual list would have no height and no rows.
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Static", isInteractive: false));
        IRenderedComponent<RunsGrid> grid = Render<RunsGrid>(parameters => parameters.Add(grid => grid.ExperimentId, experiment).Add(grid => grid.Query, query));
        grid.WaitForElement("td.name, .empty", Eventually.Patience);
        return grid;
    }

    private static IEnumerable<string> NamesIn(IRenderedComponent<RunsGrid> grid) =>
        grid.FindAll("tbody td.name a").Select(link => link.TextContent);
}
