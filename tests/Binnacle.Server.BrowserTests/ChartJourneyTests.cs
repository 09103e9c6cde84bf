using Binnacle.Server.Tests;
using Binnacle.Tracking;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Binnacle.Server.BrowserTests;

/// <summary>What people do with charts, in a browser.</summary>
public sealed class ChartJourneyTests(Browser browser)
{
    private const string Loss = "document.querySelector(\"[data-metric='test_loss']\")";
    // Charts are drawn before; what a viewer does with them reaches the server from then on.
    private const string Connected = "document.querySelector('chart-board')?.dataset.connected";

    [Fact]
    public async Task Smoothing_keeps_the_spike_in_a_band_and_stands_in_the_address()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (IPage page, Run[] _) = await OpenAsync(server, 1);
        await page.GetByLabel("Smoothing").EvaluateAsync("input => { input.value = '0.9'; input.dispatchEvent(new Event('input', { bubbles: true })); }");
        await UntilAsync(page, $"{Loss}.data.length === 3");
        Assert.Equal(9.75, await page.EvaluateAsync<double>($"Math.max(...{Loss}.data[1].y)"));
        Assert.True(await page.EvaluateAsync<double>($"Math.max(...{Loss}.data[2].y)") < 9.75);
        Assert.Contains("smoothing=0.9", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await UntilAsync(page, $"{Loss}?.data?.length === 3");
    }

    [Theory]
    [InlineData(200, 37)]
    [InlineData(12_000, 0.004)]
    [InlineData(3, 1200)]
    [InlineData(50, 0)]
    public async Task Lines_are_seen_before_the_library_is_there_and_where_it_draws_them(int count, double height)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await server.Data.RunAsync(await server.Data.ExperimentAsync("digits"), "early");
        foreach (int[] steps in Enumerable.Range(0, count).Chunk(1000))
            await server.Data.Store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [.. steps.Select(step => new Metric("test_loss", Math.Sin(step * 5.0 / count) * height, 1000 + step, step))] });
        IPage page = await browser.OpenAsync();
        TaskCompletionSource comes = new();
        await page.RouteAsync("**/plotly-*", async route =>
        {
            await comes.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync($"{server.Address}charts?runs={run.Info.RunId}", new() { WaitUntil = WaitUntilState.Commit });
        await UntilAsync(page, $"{Loss}?.querySelector('.sketch svg path')");
        string[] early = await TextsAsync(page, ".sketch text");
        double[] line = await BoxAsync(page, ".sketch svg path");
        comes.SetResult();
        await UntilAsync(page, $"{Loss}.data?.length === 1 && !{Loss}.querySelector('.sketch')");
        Assert.Equal(await TextsAsync(page, ".xtick text, .ytick text, .xtitle"), early);
        Assert.All((await BoxAsync(page, ".scatterlayer .js-line")).Zip(line), side => Assert.Equal(side.First, side.Second, 2.0));
    }

    [Theory]
    [InlineData(0, 1e-150)]
    [InlineData(0, 1e-300)]
    [InlineData(-1e300, 1e300)]
    [InlineData(1, 1.0000000000000002)]
    [InlineData(123_456_789_012, 123_456_789_013)]
    public async Task Values_far_from_one_are_drawn(double low, double high)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await server.Data.RunAsync(await server.Data.ExperimentAsync("digits"), "far");
        await server.Data.Store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [.. Enumerable.Range(0, 60).Select(step => new Metric("test_loss", step % 2 == 0 ? low : high, 1000 + step, step))] });
        IPage page = await browser.OpenAsync();
        List<string> errors = [];
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync($"{server.Address}charts?runs={run.Info.RunId}");
        await UntilAsync(page, $"{Loss}?.data?.length === 1 && {Loss}.querySelector('.js-line')");
        await Expect(page.Locator(".note", new() { HasText = "Not drawn" })).ToHaveCountAsync(0);
        Assert.Equal([], errors);
    }

    [Fact]
    public async Task A_few_epochs_are_counted_whole_on_the_axis()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (IPage page, Run[] _) = await OpenAsync(server, 1);
        await UntilAsync(page, $"{Loss}.querySelectorAll('.xtick text').length > 0");
        Assert.Equal(["0", "1", "2"], await page.EvaluateAsync<string[]>($"[...{Loss}.querySelectorAll('.xtick text')].map(tick => tick.textContent)"));
    }

    [Fact]
    public async Task A_zoom_reads_the_part_again_and_is_shared_by_the_address()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await server.Data.ExperimentAsync("digits");
        Run run = await server.Data.RunAsync(digits, "long");
        foreach (int[] steps in Enumerable.Range(0, 9000).Chunk(1000))
            await server.Data.Store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [.. steps.Select(step => new Metric("test_loss", step == 4321 ? 99 : Math.Sin(step), 1000 + step, step))] });
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}charts?runs={run.Info.RunId}");
        await UntilAsync(page, $"{Loss}?.data?.[0].y.length === 1000");
        Assert.Equal(99, await page.EvaluateAsync<double>($"Math.max(...{Loss}.data[0].y)"));
        await Expect(page.Locator(".note", new() { HasText = "1,000 of 9,000 points" })).ToBeVisibleAsync();
        await page.EvaluateAsync($"() => {{ Plotly.relayout({Loss}, {{ 'xaxis.range[0]': 4300, 'xaxis.range[1]': 4400 }}); }}");
        await UntilAsync(page, $"{Loss}.data[0].x.length === 103");
        Assert.Contains("zoom=", page.Url, StringComparison.Ordinal);

        IPage other = await browser.OpenAsync();
        await other.GotoAsync(page.Url);
        await UntilAsync(other, $"{Loss}?.data?.[0].x.length === 103");
        await other.GetByLabel("Horizontal").SelectOptionAsync("logstep");
        await UntilAsync(other, $"{Loss}._fullLayout.xaxis.type === 'log' && {Loss}.data[0].x.length === 2000");
        await other.EvaluateAsync($"() => {{ Plotly.relayout({Loss}, {{ 'xaxis.range[0]': 3, 'xaxis.range[1]': Math.log10(1500) }}); }}");
        await UntilAsync(other, $"{Loss}.data[0].x.length === 503 && Math.abs({Loss}._fullLayout.xaxis.range[0] - 3) < 1e-6");
    }

    [Fact]
    public async Task Charts_are_added_moved_and_removed_and_the_address_keeps_them()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (IPage page, Run[] _) = await OpenAsync(server, 6);
        await AddAsync(page, "scatter", ("x", "p:learning_rate"), ("y", "m:test_accuracy"));
        await UntilAsync(page, "document.querySelector('[data-card^=\"scatter\"] .chart')?.data?.[0].x.length === 6");
        await AddAsync(page, "box", ("x", "p:train_batch_size"), ("y", "m:test_loss"));
        await UntilAsync(page, "document.querySelector('[data-card^=\"box\"] .chart')?.data?.length === 2");
        await AddAsync(page, "contour", ("x", "p:learning_rate"), ("y", "m:test_loss"), ("z", "m:test_accuracy"));
        await UntilAsync(page, "document.querySelector('[data-card^=\"contour\"] .chart')?.data?.length === 2");
        await AddAsync(page, "bar", ("y", "m:test_loss"));
        await UntilAsync(page, "document.querySelector('[data-card^=\"bar\"] .chart')?.data?.[0].y.length === 6");
        await Expect(page.Locator("[data-card]").First).ToHaveAttributeAsync("data-card", "bar:m:test_loss");

        ILocator bar = page.Locator("[data-card='bar:m:test_loss']");
        await bar.GetByLabel("Menu of the chart").ClickAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Move back" }).ClickAsync();
        await Expect(page.Locator("[data-card]").Nth(1)).ToHaveAttributeAsync("data-card", "bar:m:test_loss");
        await bar.GetByLabel("Menu of the chart").ClickAsync();
        await bar.GetByRole(AriaRole.Button, new() { Name = "Wider" }).ClickAsync();
        await Expect(bar).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex("--w: ?2"));
        await page.Locator("[data-card^='contour']").GetByLabel("Menu of the chart").ClickAsync();
        await page.Locator("[data-card^='contour']").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("[data-card]")).ToHaveCountAsync(5);
        await Expect(page.Locator("[data-card]").First).ToHaveAttributeAsync("data-card", "bar:m:test_loss");
    }

    [Fact]
    public async Task A_range_on_an_axis_of_parallel_coordinates_filters_the_other_charts()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (IPage page, Run[] _) = await OpenAsync(server, 6);
        await AddAsync(page, "parallel", ("z", "m:test_accuracy"));
        await Expect(page.Locator(".parallel polyline")).ToHaveCountAsync(6);
        await UntilAsync(page, $"{Loss}?.data?.length === 6");
        await DrawRangeAsync(page);
        await Expect(page.Locator(".parallel polyline.out")).ToHaveCountAsync(3);
        await UntilAsync(page, $"{Loss}.data.length === 3");
    }

    [Fact]
    public async Task A_range_on_an_axis_filters_the_table_and_a_colour_is_that_of_the_lines_and_the_address_keeps_both()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        string cards = Uri.EscapeDataString("""[{"kind":"parallel","z":"m:test_accuracy","w":3},{"kind":"line","y":"m:test_loss"}]""");
        IPage page = await browser.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 1600 } });
        await page.GotoAsync($"{server.Address}experiments/{digits}?charts=1&cards={cards}");
        await UntilAsync(page, $"{Loss}?.data?.length === 12 && {Connected}");
        await DrawRangeAsync(page);
        await Expect(page.GetByText("6 runs of 12 within the ranges drawn below")).ToBeVisibleAsync();
        await Expect(page.Locator("tbody tr[aria-rowindex]")).ToHaveCountAsync(6);
        await page.GetByRole(AriaRole.Button, new() { Name = "test_accuracy" }).ClickAsync();
        await UntilAsync(page, "location.search.includes('sort=') && location.search.includes('brush=')");
        await page.Locator("input.dot").First.EvaluateAsync("input => { input.value = '#ff00ff'; input.dispatchEvent(new Event('change', { bubbles: true })); }");
        await UntilAsync(page, $"{Loss}?.data?.some(line => line.line.color === '#ff00ff')");

        IPage other = await browser.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 500 } });
        await other.GotoAsync(page.Url);
        await Expect(other.GetByText("6 runs of 12 within the ranges drawn below")).ToBeVisibleAsync();
        await other.Locator(".grip[data-axis='test_accuracy']").ClickAsync();
        await Expect(other.GetByText("12 runs", new() { Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain("brush=", other.Url, StringComparison.Ordinal);
        await UntilAsync(other, $"{Loss}?.data?.some(line => line.line.color === '#ff00ff')");
    }

    [Fact]
    public async Task A_chart_is_downloaded_as_picture_and_as_all_its_points()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (IPage page, Run[] runs) = await OpenAsync(server, 2);
        await UntilAsync(page, $"{Loss}?.data?.length === 2");
        ILocator card = page.Locator("[data-card='line:m:test_loss']");
        foreach (string format in new[] { "SVG", "PNG" })
        {
            await card.GetByLabel("Menu of the chart").ClickAsync();
            IDownload picture = await page.RunAndWaitForDownloadAsync(() => card.GetByRole(AriaRole.Button, new() { Name = $"Download {format}" }).ClickAsync());
            Assert.Equal($"test_loss.{format.ToLowerInvariant()}", picture.SuggestedFilename);
        }

        await card.GetByLabel("Menu of the chart").ClickAsync();
        IDownload points = await page.RunAndWaitForDownloadAsync(() => card.GetByRole(AriaRole.Button, new() { Name = "Download CSV" }).ClickAsync());
        string[] lines = await File.ReadAllLinesAsync(await points.PathAsync());
        Assert.Equal("run_id,metric,step,timestamp,value", lines[0]);
        Assert.Equal(6, lines.Length - 1);
        Assert.StartsWith($"{runs[0].Info.RunId},test_loss,0,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_markup_and_values_that_are_no_numbers_do_no_harm()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string experiment = await server.Data.ExperimentAsync("odd");
        const string Name = "train loss: a/b.c";
        Run run = await server.Data.RunAsync(experiment, "<script>window.harm=1</script>", metrics: new() { [Name] = [1, 2], ["odd"] = [double.NaN, 1, double.PositiveInfinity] });
        IPage page = await browser.OpenAsync();
        List<string> errors = [];
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync($"{server.Address}experiments/{experiment}/runs/{run.Info.RunId}/metrics");
        await UntilAsync(page, "document.querySelector(\"[data-metric='odd']\")?.data?.[0].y.length === 3");
        await Expect(page.Locator(".note", new() { HasText = "2 not finite" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-card^='line'] h2", new() { HasText = Name })).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("<script>window.harm=1</script>");
        Assert.False(await page.EvaluateAsync<bool>("'harm' in window"));
        Assert.Equal([], errors);
    }

    private async Task<(IPage Page, Run[] Runs)> OpenAsync(RunningServer server, int count)
    {
        string digits = await Sweep.AddAsync(server.Data);
        Run[] runs = [.. (await server.Data.Store.SearchRunsAsync(new RunQuery { ExperimentIds = [digits], OrderBy = ["start_time ASC"] })).Items.Take(count)];
        IPage page = await browser.OpenAsync(new() { ViewportSize = new() { Width = 1280, Height = 1400 } });
        await page.GotoAsync($"{server.Address}charts?runs={string.Join(',', runs.Select(run => run.Info.RunId))}");
        await UntilAsync(page, $"{Loss}?.data?.length > 0");
        return (page, runs);
    }

    // From the top of the axis to its middle: the better half.
    private static async Task DrawRangeAsync(IPage page)
    {
        await UntilAsync(page, "document.querySelectorAll('.parallel polyline').length > 1");
        ILocator grip = page.Locator(".grip[data-axis='test_accuracy']");
        await grip.ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult axis = (await grip.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(axis.X + axis.Width / 2, axis.Y + 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(axis.X + axis.Width / 2, axis.Y + axis.Height / 2, new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }

    private static async Task AddAsync(IPage page, string kind, params (string Field, string Value)[] fields)
    {
        await page.Locator("summary", new() { HasText = "Add a chart" }).ClickAsync();
        ILocator form = page.Locator(".charts-tools form");
        await form.Locator("[name=kind]").SelectOptionAsync(kind);
        foreach ((string field, string value) in fields)
            await form.Locator($"[name={field}]").SelectOptionAsync(value);
        await form.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
    }

    private static async Task<string[]> TextsAsync(IPage page, string selector) =>
        await page.EvaluateAsync<string[]>("name => [...document.querySelectorAll(name)].map(text => text.textContent).sort()", selector);

    private static async Task<double[]> BoxAsync(IPage page, string selector) => await page.EvaluateAsync<double[]>(
        "name => { const { x, y, width, height } = document.querySelector(name).getBoundingClientRect(); return [x, y, width, height]; }", selector);

    private static Task UntilAsync(IPage page, string condition) => page.WaitForFunctionAsync($"() => {condition}");
}
