using Binnacle.Server.Tests;
using Binnacle.Testing;
using Binnacle.Tracking;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Binnacle.Server.BrowserTests;

/// <summary>What people look for on the page of a run, in a browser.</summary>
public sealed class RunJourneyTests(Browser browser)
{
    [Fact]
    public async Task The_log_of_a_running_job_is_followed()
    {
        using TemporaryFolder job = new();
        job.Write("train.log", "first line\n");
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await RunAsync(server, RunStatus.Running, new() { [ReservedTags.JobFolder] = job.Path, [ReservedTags.Process] = RunOwner.Current.ToString() });
        IPage page = await OpenAsync(server, run, "logs");
        await Expect(page.Locator("pre.log")).ToContainTextAsync("first line");
        await File.AppendAllTextAsync(job["train.log"], "<b>second</b> line\n");
        await Expect(page.Locator("pre.log")).ToContainTextAsync("<b>second</b> line");
    }

    [Fact]
    public async Task The_folder_that_a_run_names_is_not_read_where_others_reach_the_server()
    {
        using TemporaryFolder job = new();
        job.Write("train.log", "first line\n");
        await using RunningServer server = await RunningServer.StartAsync(new ServerOptions { OpenNamedFiles = false });
        Run run = await RunAsync(server, RunStatus.Finished, new() { [ReservedTags.JobFolder] = job.Path });
        IPage page = await OpenAsync(server, run, "logs");
        await Expect(page.Locator(".empty")).ToContainTextAsync("No logs");
    }

    [Fact]
    public async Task The_configuration_tells_what_set_each_value_and_the_overview_how_to_run_it_again()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await RunAsync(server, RunStatus.Finished, new() { [ReservedTags.SourceName] = "train.dll", [ReservedTags.Overrides] = "lr=0.9 'name=a b'" });
        IArtifactStore artifacts = server.Data.Store.OpenArtifacts(run.Info);
        await artifacts.WriteTextAsync("train_config.json", """{"lr":0.9,"db":{"host":"<i>"}}""");
        await artifacts.WriteTextAsync("train_config_origins.json", """{"lr":"override 'lr=0.9'","db.host":"conf/db/mysql.yaml:3:7"}""");
        IPage page = await OpenAsync(server, run, "config");
        await Expect(page.Locator("tr", new() { HasText = "db.host" })).ToContainTextAsync("conf/db/mysql.yaml:3:7");
        await Expect(page.Locator("tr", new() { HasText = "lr" }).First).ToContainTextAsync("override 'lr=0.9'");
        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(page.Locator(".command pre")).ToHaveTextAsync("dotnet train.dll lr=0.9 'name=a b'");
    }

    [Fact]
    public async Task Artifacts_are_shown_as_what_they_are_and_nothing_in_them_is_executed()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await RunAsync(server, RunStatus.Finished, []);
        IArtifactStore artifacts = server.Data.Store.OpenArtifacts(run.Info);
        await artifacts.WriteTextAsync("page.html", "<h3>report</h3><script>parent.harm = 1; top.harm = 1</script>");
        await artifacts.WriteTextAsync("note.md", "# Title\n\n<script>window.harm = 1</script> [x](javascript:window.harm=1) **bold**");
        await artifacts.WriteTextAsync("values.csv", "name,value\n\"<b>a, b</b>\",1\n");
        await artifacts.WriteTextAsync("fake.pdf", "<script>window.harm = 1</script>");
        IPage page = await browser.OpenAsync();
        await page.GotoAsync(Address(server, run, "artifacts") + "?path=page.html");
        await Expect(page.FrameLocator("iframe.document").GetByRole(AriaRole.Heading)).ToHaveTextAsync("report");
        await page.GotoAsync(Address(server, run, "artifacts") + "?path=note.md");
        await Expect(page.Locator(".markdown strong")).ToHaveTextAsync("bold");
        Assert.Equal(0, await page.Locator(".markdown a[href^='javascript']").CountAsync());
        await page.GotoAsync(Address(server, run, "artifacts") + "?path=values.csv");
        await Expect(page.Locator(".artifact-table tbody td").First).ToHaveTextAsync("<b>a, b</b>");
        Assert.False(await page.EvaluateAsync<bool>("'harm' in window"));
        using HttpResponseMessage fake = await server.Client.GetAsync($"view-artifact?run_id={run.Info.RunId}&path=fake.pdf");
        Assert.StartsWith("attachment", fake.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Contains("sandbox", fake.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_of_one_name_are_leafed_through_by_step()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await RunAsync(server, RunStatus.Finished, []);
        IArtifactStore artifacts = server.Data.Store.OpenArtifacts(run.Info);
        byte[] pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        foreach (int step in new[] { 0, 5, 10 })
            await artifacts.WriteAsync($"images/sample%step%{step}%timestamp%17950000{step:00}000%0a1b2c3d.png", new MemoryStream(pixel));
        IPage page = await browser.OpenAsync();
        await page.GotoAsync(Address(server, run, "artifacts") + "?path=" + Uri.EscapeDataString("images/sample%step%0%timestamp%1795000000000%0a1b2c3d.png"));
        await Expect(page.Locator("image-steps output")).ToHaveTextAsync("step 0");
        await page.GetByLabel("Step", new() { Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator("image-steps output")).ToHaveTextAsync("step 10");
        Assert.Contains("step%2510", await page.Locator("image-steps img").GetAttributeAsync("src"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_registered_from_its_run_and_given_an_alias()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await RunAsync(server, RunStatus.Finished, []);
        await server.Data.Store.OpenArtifacts(run.Info).WriteTextAsync("model/MLmodel", "artifact_path: model\n");
        IPage page = await OpenAsync(server, run, null);
        ILocator name = page.GetByLabel("Register");
        await name.FillAsync("digits classifier");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Register" })).ToBeEnabledAsync();
        await page.WaitForTimeoutAsync(500);
        await name.FillAsync("digits classifier");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "digits classifier" }).ClickAsync();
        ILocator row = page.Locator("tr[data-version='1']");
        await Expect(row).ToContainTextAsync("one");
        await page.WaitForTimeoutAsync(500);
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await row.GetByRole(AriaRole.Button, new() { Name = "Alias for version 1" }).ClickAsync();
        await dialog.GetByLabel("Alias").FillAsync("champion");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Set" }).ClickAsync();
        await Expect(row.Locator(".state")).ToContainTextAsync("champion");
        Assert.Equal(1, (await server.Data.Store.ModelRegistry.GetModelVersionByAliasAsync("digits classifier", "champion")).Version);
        await page.GotoAsync(server.Address + "models");
        await Expect(page.Locator("tbody")).ToContainTextAsync("champion: 1");

        await page.GetByRole(AriaRole.Link, new() { Name = "digits classifier" }).ClickAsync();
        await page.WaitForTimeoutAsync(500);
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await dialog.GetByLabel("Name").FillAsync("digit reader");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Rename" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "digit reader" })).ToBeVisibleAsync();
        await Expect(row.Locator(".state")).ToContainTextAsync("champion");
        await page.WaitForTimeoutAsync(500);
        await row.GetByRole(AriaRole.Button, new() { Name = "Delete version 1" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.Locator(".empty")).ToContainTextAsync("No versions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("No registered models")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_description_is_written_as_markdown()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await RunAsync(server, RunStatus.Finished, []);
        IPage page = await OpenAsync(server, run, null);
        await page.WaitForTimeoutAsync(500);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a description" }).ClickAsync();
        await page.Locator(".note-text").FillAsync("A **good** run.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".run-note strong")).ToHaveTextAsync("good");
        Assert.Equal("A **good** run.", (await server.Data.Store.GetRunAsync(run.Info.RunId)).Tags[ReservedTags.Note]);
    }

    private static async Task<Run> RunAsync(RunningServer server, RunStatus status, Dictionary<string, string> tags)
    {
        string experiment = await server.Data.ExperimentAsync("digits");
        return await server.Data.RunAsync(experiment, "one", status, metrics: new() { ["loss"] = [1, 2] }, tags: tags);
    }

    private async Task<IPage> OpenAsync(RunningServer server, Run run, string? tab)
    {
        IPage page = await browser.OpenAsync();
        await page.GotoAsync(Address(server, run, tab));
        return page;
    }

    private static string Address(RunningServer server, Run run, string? tab) =>
        $"{server.Address}experiments/{run.Info.ExperimentId}/runs/{run.Info.RunId}{(tab is null ? "" : "/" + tab)}";
}
