using Binnacle.Server.Tests;
using Binnacle.Tracking;
using Microsoft.Playwright;

namespace Binnacle.Server.BrowserTests;

/// <summary>Photographs the pages, for the README and to be looked at: <c>eng/pictures.sh</c> runs it.</summary>
public sealed class PictureTests(Browser browser)
{
    [Theory(Explicit = true)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Photograph(ColorScheme scheme, int width)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await DemoSweeps.AddAsync(server.Data);
        IPage page = await browser.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 820 }, ColorScheme = scheme });
        IReadOnlyList<Run> best = (await server.Data.Store.SearchRunsAsync(new RunQuery { ExperimentIds = [digits], OrderBy = ["metrics.test_accuracy DESC"] })).Items;
        string runs = $"experiments/{digits}";
        (string Name, string Path, Func<Task>? Before)[] shots =
        [
            ("experiments", "", null),
            ("runs", runs, null),
            ("runs-grouped", runs + "?group=tags.hptuning_tag&sort=metrics.test_accuracy&order=desc&open=1795466410", null),
            ("runs-nested", runs + "?group=parent", null),
            ("runs-filter", runs + "?filter=" + Uri.EscapeDataString("metrics.test_accuracy > 0.9 AND params.lr ="), async () => await page.GetByLabel("Filter runs").ClickAsync()),
            ("runs-columns", runs, () => page.Locator("summary", new() { HasText = "Columns" }).ClickAsync()),
            ("runs-selected", runs, () => page.GetByLabel("Select all runs shown").ClickAsync()),
            ("runs-charts", runs + "?charts=1", null),
            ("runs-empty", runs + "?status=KILLED&since=1h", null),
            ("compare", "compare?runs=" + string.Join(',', best.Take(4).Select(run => run.Info.RunId)), null),
            ("not-found", "nowhere", null),
        ];
        foreach ((string name, string path, Func<Task>? before) in shots)
        {
            await page.GotoAsync(server.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            if (path.StartsWith(runs, StringComparison.Ordinal))
                await page.Locator("section.runs[data-live]").WaitForAsync();
            if (before is not null)
                await before();
            await page.WaitForTimeoutAsync(500);
            await page.ScreenshotAsync(new() { Path = PictureFolder.File($"{name}-{width}-{scheme}") });
        }
    }
}
