using Binnacle.Server.Tests;
using Binnacle.Testing;
using Binnacle.Tracking;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Binnacle.Server.BrowserTests;

/// <summary>What people come for, done in a browser.</summary>
public sealed class JourneyTests(Browser browser)
{
    [Fact]
    public async Task A_sweep_is_found_by_its_tag_and_its_best_two_are_compared()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync(server.Address.ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "digits" }).ClickAsync();
        await Expect(page.GetByText("12 runs")).ToBeVisibleAsync();

        await InteractiveAsync(page);
        await page.GetByLabel("Filter runs").FillAsync($"tags.hptuning_tag = \"{Sweep.Tag}\"");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("10 runs")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "test_accuracy" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "test_accuracy" }).ClickAsync();
        await Expect(Names(page).First).ToHaveTextAsync("train-model-hp-09");

        await page.GetByLabel("Select train-model-hp-09").CheckAsync();
        await page.GetByLabel("Select train-model-hp-08").CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Compare 2 runs" })).ToBeVisibleAsync();
        await Expect(page.Locator(".parallel polyline")).ToHaveCountAsync(2);
        await Expect(page.Locator("tr.same", new() { HasText = "gamma" })).ToBeVisibleAsync();
        await page.GetByLabel("Only differences").CheckAsync();
        await Expect(page.Locator("tr.same", new() { HasText = "gamma" })).ToBeHiddenAsync();
        await Expect(page.Locator("tr.differs", new() { HasText = "learning_rate" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("tr.same", new() { HasText = "gamma" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_chart_shows_the_values_of_the_run_with_the_spike()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "train-model-hp-09" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Metrics" }).ClickAsync();
        await Expect(page.Locator("[data-metric='test_loss'] .main-svg").First).ToBeVisibleAsync();
        double[] drawn = await page.EvaluateAsync<double[]>("document.querySelector(\"[data-metric='test_loss']\").data[0].y");
        Assert.Equal([2.3, 9.75, 1 - 0.945], drawn);
        await Expect(page.Locator("[data-metric^='system/']")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "System" }).ClickAsync();
        await Expect(page.Locator("[data-metric='system/cpu_utilization_percentage'] .main-svg").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_running_run_appears_and_grows_without_reload()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage table = await browser.OpenAsync();
        await table.GotoAsync($"{server.Address}experiments/{digits}");
        await InteractiveAsync(table);

        Run run = await server.Data.Store.CreateRunAsync(new RunCreation { ExperimentId = digits, RunName = "live-run" });
        await server.Data.Store.SetTagAsync(run.Info.RunId, new Tag(ReservedTags.Process, RunOwner.Current.ToString()));
        ILocator row = table.Locator("tbody tr", new() { HasText = "live-run" });
        await Expect(row).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync("Running");
        await LogAsync(server, run, 0.625, step: 0);
        await Expect(row).ToContainTextAsync("0.625");

        IPage chart = await browser.OpenAsync();
        await chart.GotoAsync($"{server.Address}experiments/{digits}/runs/{run.Info.RunId}/metrics");
        await PointsAsync(chart, 1);
        await LogAsync(server, run, 0.875, step: 1);
        await PointsAsync(chart, 2);
        await Expect(row).ToContainTextAsync("0.875");

        await server.Data.Store.UpdateRunAsync(run.Info.RunId, new RunUpdate { Status = RunStatus.Finished, EndTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() });
        await Expect(row).ToContainTextAsync("Finished");
        await Expect(chart.Locator(".head")).ToContainTextAsync("Finished");
    }

    [Fact]
    public async Task An_address_shows_the_same_table_to_whoever_opens_it()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage first = await browser.OpenAsync();
        await first.GotoAsync($"{server.Address}experiments/{digits}");
        await InteractiveAsync(first);
        await first.GetByRole(AriaRole.Button, new() { Name = "test_accuracy" }).ClickAsync();
        await first.Locator("summary", new() { HasText = "Columns" }).ClickAsync();
        await first.Locator(".picked", new() { HasText = "test_loss" }).GetByRole(AriaRole.Checkbox).ClickAsync();
        await first.Keyboard.PressAsync("Escape");
        await Expect(first.GetByRole(AriaRole.Button, new() { Name = "test_loss" })).ToHaveCountAsync(0);
        await Expect(Names(first).First).ToHaveTextAsync("train-model-hp-00");
        await first.GetByLabel("Select train-model-hp-00").CheckAsync();
        await first.WaitForURLAsync(url => url.Contains("selected=", StringComparison.Ordinal));

        IPage second = await browser.OpenAsync();
        await second.GotoAsync(first.Url);
        await InteractiveAsync(second);
        await Expect(Names(second).First).ToHaveTextAsync("train-model-hp-00");
        await Expect(second.GetByText("1 selected")).ToBeVisibleAsync();
        await Expect(second.GetByLabel("Select train-model-hp-00")).ToBeCheckedAsync();
        await Expect(second.GetByRole(AriaRole.Button, new() { Name = "test_loss" })).ToHaveCountAsync(0);
        await first.GoBackAsync();
        await Expect(first.GetByRole(AriaRole.Button, new() { Name = "test_loss" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_column_is_made_wider_with_the_mouse_and_every_row_and_heading_stays_in_line(int width)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 800 } });
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await Expect(page.Locator(".runs[data-live] .grid[data-ready]")).ToBeVisibleAsync();
        await AssertInLineAsync(page);
        ILocator edge = page.Locator("th[data-column='status'] [data-resize]");
        double before = await WidthAsync(page);
        LocatorBoundingBoxResult box = (await edge.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 4, box.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 34, box.Y + 8, new() { Steps = 4 });
        await AssertInLineAsync(page);
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync("() => location.search.includes('status')");
        Assert.InRange(await WidthAsync(page), before + 20, before + 40);
        await AssertInLineAsync(page);
    }

    [Fact]
    public async Task A_wrong_filter_is_explained_and_corrected()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await InteractiveAsync(page);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("metrics.test_accuracy >");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#filter-note")).ToContainTextAsync("expected");
        await page.Keyboard.TypeAsync(" 0.94");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#filter-note")).ToBeEmptyAsync();
        await Expect(page.GetByText("3 runs")).ToBeVisibleAsync();
        await page.GetByLabel("Remove the filter").ClickAsync();
        await Expect(page.GetByText("12 runs")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_artifact_is_read_in_the_page_and_downloaded_as_a_file()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "train-model-hp-09" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Artifacts" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "conf", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "train_model_config.json" }).ClickAsync();
        await Expect(page.Locator(".file-text")).ToContainTextAsync("\"lr\": 0.9");
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        Assert.Equal("train_model_config.json", download.SuggestedFilename);
        Assert.Equal("""{"lr":0.9}""", await File.ReadAllTextAsync(await download.PathAsync()));
    }

    private static ILocator Names(IPage page) => page.Locator("tbody td.name a");

    /// <summary>Waits until the table is connected: only then are its rows those of the virtual list.</summary>
    private static Task InteractiveAsync(IPage page) => page.Locator("section.runs[data-live]").WaitForAsync();

    /// <summary>Waits until the chart of the accuracy has so many points.</summary>
    private static Task PointsAsync(IPage page, int count) => Eventually.HoldsAsync(
        async () => await page.EvaluateAsync<int>("document.querySelector(\"[data-metric='test_accuracy']\")?.data?.[0].y.length ?? 0") == count,
        $"the chart has {count} points");

    private static Task LogAsync(RunningServer server, Run run, double value, long step) =>
        server.Data.Store.LogMetricAsync(run.Info.RunId, new Metric("test_accuracy", value, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), step));

    private static Task<double> WidthAsync(IPage page) => page.Locator("th[data-column='status']").EvaluateAsync<double>("heading => heading.offsetWidth");

    // Where each column begins, in the headings and in every row, and where each group of columns does.
    private static async Task AssertInLineAsync(IPage page)
    {
        double[][] rows = await page.EvaluateAsync<double[][]>(
            "[...document.querySelectorAll('.grid .headings, .grid tbody tr:not(.gap)')].map(row => [...row.cells].map(cell => Math.round(cell.getBoundingClientRect().left)))");
        Assert.All(rows, row => Assert.Equal(rows[0], row));
        double[] groups = await page.EvaluateAsync<double[]>("[...document.querySelectorAll('.grid .groups th')].map(cell => Math.round(cell.getBoundingClientRect().left))");
        Assert.All(groups, left => Assert.Contains(left, rows[0]));
    }
}
