using System.Net;
using System.Net.Sockets;
using Binnacle.Server.Tests;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tuning;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Binnacle.Server.BrowserTests;

/// <summary>What runs may contain, and what may go away under a page: nothing breaks, nothing is executed.</summary>
public sealed class BadInputTests(Browser browser)
{
    private const string Harm = "<img src=x onerror=\"window.harm=1\"><script>window.harm=1</script>";
    private const long BigSize = 200L * 1024 * 1024;

    [Fact]
    public async Task A_run_with_a_thousand_metrics_of_strange_names_and_values_is_shown_on_every_page()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (string experiment, Run run, Run other) = await StrangeRunsAsync(server);
        IPage page = await browser.OpenAsync();
        List<string> faults = [];
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
        string root = $"experiments/{experiment}/runs/{run.Info.RunId}";
        string columns = Uri.EscapeDataString("name,metrics.a/b/c 1,metrics.עברית עם רווחים");
        foreach (string path in new[] { "", $"experiments/{experiment}", $"experiments/{experiment}?columns={columns}", root, root + "/metrics", root + "/config", $"compare?runs={run.Info.RunId},{other.Info.RunId}", $"charts?runs={run.Info.RunId},{other.Info.RunId}" })
        {
            await page.GotoAsync(server.Address + path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.False(await page.EvaluateAsync<bool>("'harm' in window"), path);
            Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('main img[src=x], main script').length"));
            int over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(over <= 0, $"{path}: {over} pixels wider than the window");
        }

        await page.GotoAsync(server.Address + root);
        await Expect(page.Locator("tr", new() { HasText = "not a number" })).ToContainTextAsync("NaN");
        await Expect(page.Locator("tr", new() { HasText = "above all" })).ToContainTextAsync("∞");
        await Expect(page.Locator("h1")).ToHaveTextAsync(run.Info.RunName);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_filter_and_a_column_with_quotes_and_slashes_find_their_runs()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        (string experiment, _, _) = await StrangeRunsAsync(server);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{experiment}");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        await page.GetByLabel("Filter runs").FillAsync("metrics.`a/b/c 1` < 2 AND params.`x/y z` = \"it's\"");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("1 run", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_of_200_MB_is_not_loaded_into_the_page_and_a_missing_one_is_told()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        Run run = await server.Data.RunAsync(await server.Data.ExperimentAsync("digits"), "one");
        IArtifactStore artifacts = server.Data.Store.OpenArtifacts(run.Info);
        await artifacts.WriteTextAsync("big.txt", "line\n");
        await artifacts.WriteTextAsync("gone.txt", "line\n");
        string file = Directory.GetFiles(server.Data.Folder, "big.txt", SearchOption.AllDirectories).Single();
        await using (FileStream big = new(file, FileMode.Create))
        {
            for (int i = 0; i < 8192; i++)
                big.Write("0123456789 text\n"u8);
            big.SetLength(BigSize);
        }

        IPage page = await browser.OpenAsync();
        string root = $"{server.Address}experiments/{run.Info.ExperimentId}/runs/{run.Info.RunId}/artifacts";
        IResponse? answer = await page.GotoAsync(root + "?path=big.txt");
        Assert.True((await answer!.BodyAsync()).Length < 2_000_000);
        await Expect(page.Locator(".viewer-head")).ToContainTextAsync("210 MB");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download" })).ToBeVisibleAsync();

        File.Delete(Directory.GetFiles(server.Data.Folder, "gone.txt", SearchOption.AllDirectories).Single());
        await page.GotoAsync(root + "?path=gone.txt");
        await Expect(page.Locator("main")).ToContainTextAsync("no artifact");
        using HttpResponseMessage download = await server.Client.GetAsync($"get-artifact?run_id={run.Info.RunId}&path=gone.txt");
        Assert.Equal(HttpStatusCode.NotFound, download.StatusCode);
    }

    [Fact]
    public async Task A_study_whose_trials_all_run_or_failed_has_no_best_and_says_so()
    {
        using TemporaryFolder folder = new();
        using JournalStorage storage = new(folder["study.log"]);
        Study study = Study.Create(new StudyOptions { Storage = storage, Name = Harm, Sampler = new RandomSampler(1) });
        study.Ask().SuggestFloat("x", 0, 1);
        Trial failed = study.Ask();
        failed.SuggestFloat("x", 0, 1);
        study.Tell(failed, null, TrialState.Fail);
        await using RunningServer server = await RunningServer.StartAsync(new ServerOptions { StudyStorages = ["journal:" + folder["study.log"]] });
        IPage page = await browser.OpenAsync();
        List<string> faults = [];
        page.PageError += (_, error) => faults.Add(error);
        await page.GotoAsync(server.Address + "sweeps");
        await page.Locator("td.name a").ClickAsync();
        await page.Locator("section.sweep[data-live]").WaitForAsync();
        await Expect(page.Locator(".sweep-head")).ToContainTextAsync("No trial is complete yet");
        await Expect(page.Locator("tr[data-trial='1']")).ToContainTextAsync("no reason was recorded");
        await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await page.WaitForTimeoutAsync(500);
        Assert.False(await page.EvaluateAsync<bool>("'harm' in window"));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_store_that_goes_away_under_a_page_is_told_and_comes_back()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        string digits = await Sweep.AddAsync(server.Data);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        // The connected page has read its rows.
        await page.Locator(".runs[data-live] .grid[data-ready]").WaitForAsync();
        string away = server.Data.Folder + "-away";
        Directory.Move(server.Data.Folder, away);
        await Expect(page.Locator("[role=alert]").First).ToContainTextAsync("may be old");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "train-model-hp-09" })).ToBeVisibleAsync();
        IPage second = await browser.OpenAsync();
        await second.GotoAsync($"{server.Address}experiments/{digits}");
        await Expect(second.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();

        if (Directory.Exists(server.Data.Folder))
            Directory.Delete(server.Data.Folder, recursive: true);
        Directory.Move(away, server.Data.Folder);
        await Expect(page.GetByText("may be old")).ToHaveCountAsync(0);
        await server.Data.RunAsync(digits, "after-all", start: 1_795_100_000_000);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "after-all" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_says_that_the_connection_is_lost_and_loads_again_when_the_server_is_back()
    {
        using TestStore data = new();
        string digits = await Sweep.AddAsync(data);
        ServerOptions options = new() { Port = FreePort() };
        BinnacleServer server = await BinnacleServer.StartAsync(options, data.Store);
        IPage page = await browser.OpenAsync();
        await page.GotoAsync($"{server.Address}experiments/{digits}");
        await page.Locator("section.runs[data-live]").WaitForAsync();
        await server.DisposeAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToContainTextAsync("connection to the server is lost");

        await using BinnacleServer again = await BinnacleServer.StartAsync(options, data.Store);
        await data.RunAsync(digits, "after-all", start: 1_795_100_000_000);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "after-all" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<(string Experiment, Run Run, Run Other)> StrangeRunsAsync(RunningServer server)
    {
        string experiment = await server.Data.ExperimentAsync("strange \"quotes\" 'and' " + Harm.Replace("/", "", StringComparison.Ordinal));
        Dictionary<string, double[]> metrics = new()
        {
            ["not a number"] = [1, double.NaN],
            ["above all"] = [double.NegativeInfinity, double.PositiveInfinity],
            ["עברית עם רווחים"] = [1, 2],
        };
        Run run = await server.Data.RunAsync(
            experiment, "\u202Eright-to-left مرحبا " + Harm, parameters: new() { ["x/y z"] = "it's", ["html"] = Harm, ["long"] = new string('w', 3000) },
            metrics: metrics, tags: new() { ["tag/with/slashes"] = Harm, [ReservedTags.Note] = Harm, [ReservedTags.SourceName] = Harm });
        await server.Data.Store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = [.. Enumerable.Range(0, 1000).Select(i => new Metric($"a/b/c {i}", i, 1_795_000_000_000, 0))] });
        Run other = await server.Data.RunAsync(experiment, "other", parameters: new() { ["x/y z"] = "\"" }, metrics: new() { ["a/b/c 1"] = [7] });
        return (experiment, run, other);
    }
}
