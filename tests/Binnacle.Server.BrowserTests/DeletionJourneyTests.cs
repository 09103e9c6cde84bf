using Binnacle.Server.Tests;
using Binnacle.Tracking;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Binnacle.Server.BrowserTests;

/// <summary>Runs that are deleted from the table, and come back.</summary>
public sealed class DeletionJourneyTests(Browser browser)
{
    [Fact]
    public async Task Runs_are_deleted_from_the_table_and_restored_among_the_deleted_ones()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        await page.GetByLabel("Select train-model-hp-09").CheckAsync();
        await page.GetByLabel("Select train-model-hp-08").CheckAsync();
        await DoAsync(page, "Delete");
        await Expect(page.GetByText("10 runs")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "train-model-hp-09" })).ToHaveCountAsync(0);

        await page.GetByLabel("Which runs").SelectOptionAsync("Deleted");
        await Expect(page.GetByText("2 runs", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("Select train-model-hp-09").CheckAsync();
        await DoAsync(page, "Restore");
        await Expect(page.GetByText("1 run", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("Which runs").SelectOptionAsync("Active");
        await Expect(page.GetByText("11 runs")).ToBeVisibleAsync();
        PagedList<Run> deleted = await server.Data.Store.SearchRunsAsync(new RunQuery { ExperimentIds = [digits], View = ViewType.DeletedOnly });
        Assert.Equal("train-model-hp-08", Assert.Single(deleted.Items).Info.RunName);
    }

    [Fact]
    public async Task A_deletion_is_undone_at_once()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        await page.GetByLabel("Select all runs shown").CheckAsync();
        await DoAsync(page, "Delete");
        await Expect(page.Locator(".said")).ToContainTextAsync("12 runs");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("12 runs are back.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "train-model-hp-09" })).ToBeVisibleAsync();
    }

    private static async Task DoAsync(IPage page, string verb)
    {
        await page.Locator(".runs-bar").GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = verb }).ClickAsync();
    }
}
