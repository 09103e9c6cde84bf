using System.Net;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests.Ui;

/// <summary>The points that the page of a chart asks for.</summary>
public sealed class BoardSeriesTests
{
    [Fact]
    public async Task A_chart_gets_a_line_for_each_run_that_has_the_metric_sampled_with_its_spike()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        Run run = await server.Data.RunAsync(digits, "long");
        await server.Data.Store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [.. Enumerable.Range(0, 900).Select(step => new Metric("a/b c", step == 432 ? 99 : 1, 1000 + step, step))] });
        Run other = await server.Data.RunAsync(digits, "other");

        string text = await server.PageAsync($"charts/series?metric=a%2Fb%20c&axis=step&smoothing=0&points=200&runs={run.Info.RunId},{other.Info.RunId},{new string('0', 32)}");
        using JsonDocument lines = JsonDocument.Parse(text);
        JsonElement line = Assert.Single(lines.RootElement.EnumerateArray());
        Assert.Equal(run.Info.RunId, line.GetProperty("run").GetString());
        Assert.Equal(900, line.GetProperty("total").GetInt32());
        Assert.InRange(line.GetProperty("values").GetArrayLength(), 100, 200);
        Assert.Contains(line.GetProperty("values").EnumerateArray(), value => value.GetDouble() == 99);
    }

    [Fact]
    public async Task A_request_that_makes_no_sense_gets_no_lines()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync("charts/series?from=x&to=NaN&points=-1&runs=,..%2F..,%00");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("[]", await answer.Content.ReadAsStringAsync());
    }
}
