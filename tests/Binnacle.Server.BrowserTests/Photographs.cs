using Binnacle.Server.Tests;
using Binnacle.Tracking;
using Microsoft.Playwright;

namespace Binnacle.Server.BrowserTests;

/// <summary>Photographs of the pages, for people to look at: only made where <c>BINNACLE_PHOTOGRAPHS</c> names a folder.</summary>
public sealed class Photographs(Browser browser)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("BINNACLE_PHOTOGRAPHS");

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Of_sweeps(ColorScheme scheme, int width)
    {
        Assert.SkipWhen(Folder is null, "BINNACLE_PHOTOGRAPHS names no folder.");
        await using RunningServer server = await RunningServer.StartAsync();
        using StudyData data = await StudyData.CreateAsync(server.Data, trials: 60);
        using StudyData pareto = await StudyData.CreateAsync(server.Data, trials: 40, objectives: 3);
        IPage page = await browser.OpenAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        await page.GotoAsync(server.Address + "sweeps", new() { WaitUntil = WaitUntilState.NetworkIdle });
        string[] links = await page.Locator("td.name a").EvaluateAllAsync<string[]>("links => links.map(link => link.href)");
        await ShootAsync(page, $"sweeps-{width}-{scheme}");
        for (int i = 0; i < links.Length; i++)
        {
            await page.GotoAsync(links[i], new() { WaitUntil = WaitUntilState.NetworkIdle });
            await page.EvaluateAsync("async () => { for (let y = 0; y < document.body.scrollHeight; y += 400) { scrollTo(0, y); await new Promise(r => setTimeout(r, 250)); } scrollTo(0, 0); }");
            await page.WaitForTimeoutAsync(1500);
            await ShootAsync(page, $"sweep-{i}-{width}-{scheme}");
        }
    }

    private static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, name.ToLowerInvariant() + ".png"), FullPage = true });
}
