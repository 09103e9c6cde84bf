using Binnacle.Server.Live;
using Binnacle.Server.Ui.Charts;
using Binnacle.Testing;
using Binnacle.Tracking;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Tests.Ui;

/// <summary>What the board of charts knows and answers; the script draws it.</summary>
public sealed class MetricChartsTests : BunitContext
{
    private readonly TestStore _data = new();
    private readonly BunitJSModuleInterop _script;

    public MetricChartsTests()
    {
        Services.AddSingleton(_data.Store);
        Services.AddSingleton(new WholeStore(_data.Store));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<MetricFeed>();
        Services.AddSingleton<LiveRuns>();
        Services.AddSingleton<SeriesCache>();
        Services.AddLogging();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        _script = JSInterop.SetupModule("./assets/charts.js");
        _script.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Metrics_of_the_model_and_of_the_machine_are_apart()
    {
        Run[] runs = await RunsAsync();
        _ = await ChartsAsync(runs);
        Assert.Equal(["acc", "loss"], Known.Metrics);
        _ = Render<MetricCharts>(parameters => parameters.Add(part => part.RunIds, Ids(runs)).Add(part => part.System, true));
        await Eventually.HoldsAsync(() => _script.Invocations["mount"].Count == 2, "the second board was told");
        Assert.Equal(["system/cpu"], Known.Metrics);
    }

    [Fact]
    public async Task Values_are_latest_metrics_and_parameters_and_null_where_there_is_none()
    {
        Run[] runs = await RunsAsync();
        Assert.Equal([[0.9, "0.1"], [null, null]], (await ChartsAsync(runs)).Instance.Values(["m:acc", "p:lr"]));
    }

    [Fact]
    public async Task A_given_colour_goes_to_the_legend_and_to_the_lines_also_when_it_is_given_later()
    {
        Run[] runs = await RunsAsync();
        IRenderedComponent<MetricCharts> charts = await ChartsAsync(runs);
        string usual = Known.Runs[1].Color;
        charts.Render(parameters => parameters.Add(part => part.Colors, new Dictionary<string, string> { [runs[0].Info.RunId] = "#ff00ff" }));
        Assert.Contains("#ff00ff", charts.FindAll(".swatch")[0].GetAttribute("style"), StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => _script.Invocations["recolored"].Count == 1, "the script was told");
        Assert.Equal(["#ff00ff", usual], ((BoardData)_script.Invocations["recolored"][0].Arguments[1]!).Runs.Select(run => run.Color));
    }

    [Fact]
    public async Task The_runs_within_a_drawn_range_are_told()
    {
        Run[] runs = await RunsAsync();
        IReadOnlyList<string>? told = [];
        IRenderedComponent<MetricCharts> charts = Render<MetricCharts>(parameters => parameters.Add(part => part.RunIds, Ids(runs)).Add(part => part.Chosen, ids => told = ids));
        await charts.Instance.ChooseAsync([runs[1].Info.RunId]);
        Assert.Equal([runs[1].Info.RunId], told);
        await charts.Instance.ChooseAsync(null);
        Assert.Null(told);
    }

    [Fact]
    public async Task A_new_point_is_told_to_the_script()
    {
        Run run = await _data.RunAsync(await _data.ExperimentAsync("digits"), "running", RunStatus.Running, metrics: new() { ["loss"] = [1] });
        IRenderedComponent<MetricCharts> charts = await ChartsAsync(run);
        await _data.Store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [new Metric("loss", 0.5, 1_795_000_001_000, 1)] });
        await Eventually.HoldsAsync(() => _script.Invocations["changed"].Any(call => call.Arguments[2] is string[] and ["loss"]), "the script was told");
    }

    [Fact]
    public async Task Runs_without_metrics_and_runs_that_are_gone_say_what_to_expect()
    {
        Run run = await _data.RunAsync(await _data.ExperimentAsync("digits"), "empty");
        IRenderedComponent<MetricCharts> charts = Render<MetricCharts>(parameters => parameters.Add(part => part.RunIds, [run.Info.RunId, new string('0', 32)]));
        await charts.WaitForAssertionAsync(() => Assert.Contains("No metrics yet", charts.Find(".empty").TextContent, StringComparison.Ordinal), Eventually.Patience);
        Assert.Equal([run.Info.RunId], Known.Runs.Select(known => known.Id));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _data.Dispose();
    }

    /// <summary>What the script of the newest board was told.</summary>
    private BoardData Known => (BoardData)_script.Invocations["mount"][^1].Arguments[2]!;

    private async Task<IRenderedComponent<MetricCharts>> ChartsAsync(params Run[] runs)
    {
        IRenderedComponent<MetricCharts> charts = Render<MetricCharts>(parameters => parameters.Add(part => part.RunIds, Ids(runs)));
        // The script is told after the last rendering, which a wait for a rendering would miss.
        await Eventually.HoldsAsync(() => _script.Invocations["mount"].Count > 0, "the script was told");
        return charts;
    }

    private static string[] Ids(Run[] runs) => [.. runs.Select(run => run.Info.RunId)];

    private async Task<Run[]> RunsAsync()
    {
        string digits = await _data.ExperimentAsync("digits");
        return
        [
            await _data.RunAsync(digits, "one", parameters: new() { ["lr"] = "0.1" }, metrics: new() { ["acc"] = [0.5, double.NaN, 0.9], ["loss"] = [1], ["system/cpu"] = [50] }),
            await _data.RunAsync(digits, "two", metrics: new() { ["loss"] = [2] }),
        ];
    }
}
