using Binnacle.Server.Live;
using Binnacle.Server.Ui.Charts;
using Binnacle.Testing;
using Binnacle.Tracking;
using Bunit;
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
        _script = JSInterop.SetupModule("./assets/charts.js");
        _script.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Metrics_of_the_model_and_of_the_machine_are_apart()
    {
        Run[] runs = await RunsAsync();
        Assert.Equal(["acc", "loss"], Charts(runs).Instance.Overview().Metrics);
        IRenderedComponent<MetricCharts> system = Render<MetricCharts>(parameters => parameters.Add(part => part.RunIds, Ids(runs)).Add(part => part.System, true));
        await system.WaitForAssertionAsync(() => Assert.Equal(["system/cpu"], system.Instance.Overview().Metrics), Eventually.Patience);
    }

    [Fact]
    public async Task Each_run_that_has_the_metric_has_a_line()
    {
        Run[] runs = await RunsAsync();
        IRenderedComponent<MetricCharts> charts = Charts(runs);
        IReadOnlyList<ChartSeries> lines = await LinesAsync(charts, "acc");
        Assert.Equal([runs[0].Info.RunId], lines.Select(line => line.Run));
        Assert.Equal([0.5, null, 0.9], lines[0].Values);
        Assert.Equal(2, (await LinesAsync(charts, "loss")).Count);
    }

    [Fact]
    public async Task Values_are_latest_metrics_and_parameters_and_null_where_there_is_none()
    {
        Run[] runs = await RunsAsync();
        Assert.Equal([[0.9, "0.1"], [null, null]], Charts(runs).Instance.Values(["m:acc", "p:lr"]));
    }

    [Fact]
    public async Task A_given_colour_goes_to_the_legend_and_to_the_lines_also_when_it_is_given_later()
    {
        Run[] runs = await RunsAsync();
        IRenderedComponent<MetricCharts> charts = Charts(runs);
        string usual = charts.Instance.Overview().Runs[1].Color;
        charts.Render(parameters => parameters.Add(part => part.Colors, new Dictionary<string, string> { [runs[0].Info.RunId] = "#ff00ff" }));
        Assert.Equal(["#ff00ff", usual], charts.Instance.Overview().Runs.Select(run => run.Color));
        Assert.Contains("#ff00ff", charts.FindAll(".swatch")[0].GetAttribute("style"), StringComparison.Ordinal);
        await charts.WaitForAssertionAsync(() => Assert.Single(_script.Invocations["recolored"]), Eventually.Patience);
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
        IRenderedComponent<MetricCharts> charts = Charts([run]);
        await _data.Store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [new Metric("loss", 0.5, 1_795_000_001_000, 1)] });
        await Eventually.HoldsAsync(() => _script.Invocations["changed"].Any(call => call.Arguments[2] is string[] and ["loss"]), "the script was told");
    }

    [Fact]
    public async Task Runs_without_metrics_and_runs_that_are_gone_say_what_to_expect()
    {
        Run run = await _data.RunAsync(await _data.ExperimentAsync("digits"), "empty");
        IRenderedComponent<MetricCharts> charts = Render<MetricCharts>(parameters => parameters.Add(part => part.RunIds, [run.Info.RunId, new string('0', 32)]));
        await charts.WaitForAssertionAsync(() => Assert.Contains("No metrics yet", charts.Find(".empty").TextContent, StringComparison.Ordinal), Eventually.Patience);
        Assert.Single(charts.Instance.Overview().Runs);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _data.Dispose();
    }

    private IRenderedComponent<MetricCharts> Charts(Run[] runs)
    {
        IRenderedComponent<MetricCharts> charts = Render<MetricCharts>(parameters => parameters.Add(part => part.RunIds, Ids(runs)));
        charts.WaitForState(() => charts.Instance.Overview().Runs.Count == runs.Length && _script.Invocations["mount"].Count > 0, Eventually.Patience);
        return charts;
    }

    private static Task<IReadOnlyList<ChartSeries>> LinesAsync(IRenderedComponent<MetricCharts> charts, string metric) =>
        charts.InvokeAsync(() => charts.Instance.SeriesAsync(metric, new SeriesRequest("step", null, null, 0)));

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
