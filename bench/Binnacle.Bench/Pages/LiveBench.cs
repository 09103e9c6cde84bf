using System.Globalization;
using Binnacle.Bench.Server;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;
using Microsoft.Playwright;

namespace Binnacle.Bench.Pages;

/// <summary>
/// How soon a page shows what another process has written, by the clock of the writer: points of a run and trials of a study; the same with
/// fifty pages open; and how long a chart of 20 runs with 10,000 points each takes.
/// </summary>
internal static class LiveBench
{
    private const int Points = 100;
    private const int OpenPages = 50;
    private const int ChartRuns = 20;
    private const int ChartPoints = 10_000;
    private const string Metric = "loss";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(230);
    private static readonly string[] Chromium = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    // The time at which each count was first on the page.
    private const string Watch = """
        () => {
          window.seen = {};
          const look = () => {
            const now = COUNT;
            if (now !== undefined && now !== null && !(now in window.seen)) window.seen[now] = Date.now();
            requestAnimationFrame(look);
          };
          look();
        }
        """;

    private const string PointCount = "document.querySelector(\"[data-metric='loss']\")?.data?.[0]?.y.length";
    private const string TrialCount = "document.querySelector('.sweep-head .big')?.textContent.trim().split(' ')[0]";

    public static async Task RunAsync()
    {
        string program = Environment.GetEnvironmentVariable("BINNACLE_PROGRAM")
            ?? (await PublishedProgram.ReadyToRunAsync(Path.Combine("src", "Binnacle.Cli"), "binnacle")).Executable;
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Requirement.Program("chromium"), Args = Chromium });
        foreach (string kind in new[] { "files", "sqlite" })
            await PointsAsync(program, browser, kind);
        foreach (string kind in new[] { "journal", "sqlite", Environment.GetEnvironmentVariable("BINNACLE_BENCH_POSTGRES") ?? "" })
        {
            if (kind.Length > 0)
                await TrialsAsync(program, browser, kind);
        }

        await ChartAsync(program, browser);
    }

    private static async Task PointsAsync(string program, IBrowser browser, string kind)
    {
        using TemporaryFolder folder = new();
        string uri = kind == "files" ? folder["mlruns"] : "sqlite:///" + folder["mlflow.db"];
        ITrackingStore store = TrackingStores.Open(uri);
        Run run = await store.CreateRunAsync(new RunCreation { ExperimentId = "0", RunName = "live" });
        await LogAsync(store, run, 0);
        using ServerProcess server = await ServerProcess.StartOverAsync(program, folder.Path, uri);
        string address = $"{server.Address}experiments/0/runs/{run.Info.RunId}/metrics";
        IPage page = await OpenAsync(browser, address, PointCount);
        await SeenAsync(page, "1");
        Dictionary<string, long> written = [];
        for (int i = 1; i <= Points; i++)
        {
            written[(i + 1).ToString(CultureInfo.InvariantCulture)] = await LogAsync(store, run, i);
            await Task.Delay(Pause);
        }

        await SeenAsync(page, (Points + 1).ToString(CultureInfo.InvariantCulture));
        Print($"points of a run, {kind}, one page", await DelaysAsync(page, written));
        await PagesAsync(server, browser, address, store, run, kind);
        await page.Context.CloseAsync();
    }

    private static async Task PagesAsync(ServerProcess server, IBrowser browser, string address, ITrackingStore store, Run run, string kind)
    {
        Console.WriteLine($"  one page open: {server.Memory()}");
        List<IPage> pages = [];
        while (pages.Count < OpenPages)
        {
            pages.Add(await OpenAsync(browser, address, PointCount));
            if (pages.Count == 10)
                Console.WriteLine($"  10 more pages open: {server.Memory()}");
        }

        foreach (IPage page in pages)
            await SeenAsync(page, (Points + 1).ToString(CultureInfo.InvariantCulture));
        Dictionary<string, long> written = [];
        for (int i = Points + 1; i <= Points + 10; i++)
        {
            written[(i + 1).ToString(CultureInfo.InvariantCulture)] = await LogAsync(store, run, i);
            await Task.Delay(2000);
        }

        List<double> delays = [];
        foreach (IPage page in pages)
        {
            await SeenAsync(page, (Points + 11).ToString(CultureInfo.InvariantCulture));
            delays.AddRange(await DelaysAsync(page, written));
        }

        Print($"points of a run, {kind}, {OpenPages} pages", delays);
        Console.WriteLine($"  {OpenPages} more pages open: {server.Memory()}");
        foreach (IPage page in pages)
            await page.Context.CloseAsync();
    }

    private static async Task TrialsAsync(string program, IBrowser browser, string kind)
    {
        using TemporaryFolder folder = new();
        string address = kind switch { "journal" => "journal:" + folder["study.log"], "sqlite" => "sqlite:///" + folder["study.db"], _ => kind };
        using IStudyStorage storage = StudyStorage.Open(address);
        Study study = Study.Create(new StudyOptions { Storage = storage, Name = $"live-{Guid.NewGuid():N}", Sampler = new RandomSampler(1) });
        Tell(study);
        using ServerProcess server = await ServerProcess.StartOverAsync(program, folder.Path, folder["mlruns"], "--study-storage", address);
        using HttpClient client = new();
        string list = await client.GetStringAsync(new Uri(server.Address, "sweeps"));
        int link = list.IndexOf("/sweeps/", StringComparison.Ordinal);
        while (!list[link..].Split('"')[0].Contains(study.Name, StringComparison.Ordinal))
            link = list.IndexOf("/sweeps/", link + 1, StringComparison.Ordinal);
        IPage page = await OpenAsync(browser, new Uri(server.Address, list[link..].Split('"')[0]).ToString(), TrialCount);
        await page.Locator("section.sweep[data-live]").WaitForAsync();
        await SeenAsync(page, "1");
        Dictionary<string, long> written = [];
        for (int i = 1; i <= Points; i++)
        {
            Tell(study);
            written[(i + 1).ToString(CultureInfo.InvariantCulture)] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await Task.Delay(Pause);
        }

        await SeenAsync(page, (Points + 1).ToString(CultureInfo.InvariantCulture));
        Print($"trials of a study, {(kind == address ? "postgresql" : kind)}", await DelaysAsync(page, written));
        await page.Context.CloseAsync();
    }

    private static async Task ChartAsync(string program, IBrowser browser)
    {
        using TemporaryFolder folder = new();
        using SqlTrackingStore store = new($"sqlite:///{folder["mlflow.db"]}", new SqlStoreOptions { ArtifactRoot = folder["artifacts"] });
        List<string> runs = [];
        Random random = new(1);
        for (int i = 0; i < ChartRuns; i++)
        {
            Run run = await store.CreateRunAsync(new RunCreation { ExperimentId = "0", RunName = $"run-{i}" });
            double value = 2;
            Metric[] points = [.. Enumerable.Range(0, ChartPoints).Select(step => new Metric(Metric, value += (random.NextDouble() - 0.51) * 0.01, 1_795_000_000_000 + step, step))];
            foreach (Metric[] part in points.Chunk(1000))
                await store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = part });
            await store.UpdateRunAsync(run.Info.RunId, new RunUpdate { Status = RunStatus.Finished, EndTime = 1_795_000_100_000 });
            runs.Add(run.Info.RunId);
        }

        using ServerProcess server = await ServerProcess.StartOverAsync(program, folder.Path, "sqlite:///" + folder["mlflow.db"]);
        List<double> times = [];
        for (int i = 0; i < 6; i++)
        {
            IPage page = await browser.NewPageAsync();
            await page.AddInitScriptAsync("""
                const look = () => document.querySelector("[data-metric='loss']")?.data?.length === 20 && document.querySelector(".chart .trace")
                  ? requestAnimationFrame(() => window.drawnAt = performance.now()) : requestAnimationFrame(look);
                requestAnimationFrame(look);
                """);
            await page.GotoAsync($"{server.Address}charts?runs={string.Join(',', runs)}");
            await page.WaitForFunctionAsync("() => window.drawnAt");
            times.Add(await page.EvaluateAsync<double>("window.drawnAt"));
            await page.Context.CloseAsync();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"chart of {ChartRuns} runs x {ChartPoints} points: first visit {times[0]:F0} ms, then {string.Join(", ", times.Skip(1).Select(time => $"{time:F0}"))} ms from the start of the navigation"));
    }

    private static async Task<long> LogAsync(ITrackingStore store, Run run, int step)
    {
        await store.LogMetricAsync(run.Info.RunId, new Metric(Metric, 1.0 / (step + 1), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), step));
        return DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
    }

    private static void Tell(Study study)
    {
        Trial trial = study.Ask();
        study.Tell(trial, trial.SuggestFloat("x", 0, 1));
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, string address, string count)
    {
        IBrowserContext context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await page.EvaluateAsync(Watch.Replace("COUNT", count, StringComparison.Ordinal));
        return page;
    }

    private static Task SeenAsync(IPage page, string count) => page.WaitForFunctionAsync("count => count in window.seen", count);

    // A count that was passed over was on the page, if not for long, when a greater one was.
    private static async Task<List<double>> DelaysAsync(IPage page, Dictionary<string, long> written)
    {
        Dictionary<string, double> seen = await page.EvaluateAsync<Dictionary<string, double>>("window.seen");
        (int Count, double At)[] ordered = [.. seen.Select(item => (Count: int.TryParse(item.Key, CultureInfo.InvariantCulture, out int count) ? count : -1, At: item.Value)).OrderBy(item => item.Count)];
        return [.. written.Select(item => ordered.First(shown => shown.Count >= int.Parse(item.Key, CultureInfo.InvariantCulture)).At - item.Value)];
    }

    private static void Print(string what, List<double> delays)
    {
        delays.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: median {delays[delays.Count / 2]:F0} ms, 95th percentile {delays[(int)(delays.Count * 0.95)]:F0} ms, most {delays[^1]:F0} ms over {delays.Count}"));
    }
}
