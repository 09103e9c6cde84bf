using Binnacle.Server.Security.Users;
using Binnacle.Server.Tests;
using Binnacle.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Binnacle.Server.BrowserTests;

/// <summary>How people come in where the server has users.</summary>
public sealed class LoginJourneyTests(Browser browser)
{
    private const string Password = "a long enough one";

    [Fact]
    public async Task Somebody_logs_in_sees_the_page_asked_for_live_and_logs_out()
    {
        using TemporaryFolder folder = new();
        UserDirectory users = new(folder["users.json"]);
        users.Add("ana", Password, isAdmin: true);
        await using RunningServer server = await RunningServer.StartAsync(new ServerOptions { UsersFile = folder["users.json"] });
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}?filter=metrics.test_accuracy%20%3E%200.94");
        Assert.Empty((await page.RunAxe()).Violations);
        await page.GetByLabel("Name").FillAsync("ana");
        await page.GetByLabel("Password").FillAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not belong together");
        await Expect(page.GetByLabel("Name")).ToHaveValueAsync("ana");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();

        await page.Locator("section.runs[data-live]").WaitForAsync();
        await Expect(page.GetByText("3 runs")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Log in" })).ToBeVisibleAsync();
        await page.GotoAsync(server.Address + "models");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Log in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Somebody_who_may_only_read_is_told_so_when_he_deletes()
    {
        using TemporaryFolder folder = new();
        UserDirectory users = new(folder["users.json"]);
        users.Add("ben", Password);
        await using RunningServer server = await RunningServer.StartAsync(new ServerOptions { UsersFile = folder["users.json"] });
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await page.GetByLabel("Name").FillAsync("ben");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        await page.GetByLabel("Select train-model-hp-09").CheckAsync();
        await page.Locator(".runs-bar").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.Locator(".runs-bar")).ToContainTextAsync("Permission denied");
        await Expect(page.GetByText("12 runs")).ToBeVisibleAsync();
    }
}
