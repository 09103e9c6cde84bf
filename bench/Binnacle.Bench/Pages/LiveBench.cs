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
    private const int ManyPoints = 10;
    private const string Metric = "loss";
    private const string Asked = "1,000 ms (95th percentile)";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(230);

    // When each count was first on the page. Looked for now and then: fifty pages that look at each frame would keep the machine from everything else.
    private const string Watch = """
        window.seen = {};
        setInterval(() => {
          const now = COUNT;
          if (now !== undefined && now !== null && !(now in window.seen)) window.seen[now] = Date.now();
        }, 20);
        """;

    private const string PointCount = "document.querySelector(\"[data-metric='loss']\")?.data?.[0]?.y.length";
    private const string TrialCount = "document.querySelector('.sweep-head .big')?.textContent.trim().split(' ')[0]";

    /// <param name="args">Parts by name: <c>rest</c>, <c>files</c>, <c>sqlite</c>, <c>postgresql</c> (points), <c>trials</c>, <c>chart</c>; all by default.</param>
    public static async Task RunAsync(string[] args)
    {
        await using BenchBrowser browser = await BenchBrowser.StartAsync();
        using PostgresServer postgres = new();
        SpeedTable table = new("What others write, on open pages");
        foreach (string kind in new[] { "rest", "files", "sqlite", "postgresql" }.Where(kind => IsAsked(kind) && (kind != "postgresql" || PostgresServer.IsInstalled)))
            await PointsAsync(table, browser, kind, kind == "postgresql" ? postgres.CreateDatabase() : null);
        foreach (string kind in new[] { "journal", "sqlite", "postgresql" }.Where(kind => IsAsked("trials") && (kind != "postgresql" || PostgresServer.IsInstalled)))
            await TrialsAsync(table, browser, kind, kind == "postgresql" ? postgres.CreateDatabase() : null);
        if (IsAsked("chart"))
            await ChartBench.MeasureAsync(table, browser);
        table.Print();

        bool IsAsked(string part) => args.Length == 0 || args.Contains(part);
    }

    private static async Task PointsAsync(SpeedTable table, BenchBrowser browser, string kind, string? database)
    {
        using TemporaryFolder folder = new();
        string uri = database ?? (kind == "files" ? folder["mlruns"] : "sqlite:///" + folder["mlflow.db"]);
        using ServerProcess server = await ServerProcess.StartOverAsync(browser.Program, folder.Path, uri);
        ITrackingStore store = TrackingStores.Open(kind == "rest" ? server.Address.ToString() : uri);
        Run run = await store.CreateRunAsync(new RunCreation { ExperimentId = "0", RunName = "live" });
        await LogAsync(store, run, 0);
        string address = $"{server.Address}experiments/0/runs/{run.Info.RunId}/metrics";
        string through = kind == "rest" ? "through the REST API" : $"past the server, {kind}";
        IPage page = await OpenAsync(browser, address, PointCount);
        await SeenAsync(page, 1);
        Dictionary<int, long> written = await WriteAsync(store, run, from: 1, Points, Pause);
        await SeenAsync(page, Points + 1);
        table.Add($"point of a run, {through}", Asked, await DelaysAsync(page, written));
        await page.Context.CloseAsync();
        await ManyAsync(table, browser, address, store, run, server);
        (store as IDisposable)?.Dispose();
    }

    private static async Task ManyAsync(SpeedTable table, BenchBrowser browser, string address, ITrackingStore store, Run run, ServerProcess server)
    {
        List<IPage> pages = [];
        while (pages.Count < OpenPages)
            pages.Add(await OpenAsync(browser, address, PointCount));
        foreach (IPage page in pages)
            await SeenAsync(page, Points + 1);
        TimeSpan before = server.ProcessorTime;
        Dictionary<int, long> written = await WriteAsync(store, run, from: Points + 1, count: ManyPoints, TimeSpan.FromSeconds(2));
        List<double> delays = [];
        foreach (IPage page in pages)
        {
            await SeenAsync(page, Points + 1 + ManyPoints);
            delays.AddRange(await DelaysAsync(page, written));
            await page.Context.CloseAsync();
        }

        table.Add($"the same, {OpenPages} pages open on this machine", "live", delays);
        double share = (server.ProcessorTime - before).TotalMilliseconds / (ManyPoints * OpenPages);
        table.AddFigure("the server's part of it, for each point and page", "", string.Create(CultureInfo.InvariantCulture, $"{share:F1} ms of a core"));
    }

    private static async Task TrialsAsync(SpeedTable table, BenchBrowser browser, string kind, string? database)
    {
        using TemporaryFolder folder = new();
        string address = database ?? (kind == "journal" ? "journal:" + folder["study.log"] : "sqlite:///" + folder["study.db"]);
        using IStudyStorage storage = StudyStorage.Open(address);
        Study study = Study.Create(new StudyOptions { Storage = storage, Name = "live", Sampler = new RandomSampler(1) });
        Tell(study);
        using ServerProcess server = await ServerProcess.StartOverAsync(browser.Program, folder.Path, folder["mlruns"], "--study-storage", address);
        IPage page = await OpenAsync(browser, server.Address + "sweeps", TrialCount);
        await page.GetByRole(AriaRole.Link, new() { Name = study.Name, Exact = true }).ClickAsync();
        await page.Locator("section.sweep[data-live]").WaitForAsync();
        await SeenAsync(page, 1);
        Dictionary<int, long> written = [];
        for (int i = 1; i <= Points; i++)
        {
            Tell(study);
            written[i + 1] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await Task.Delay(Pause);
        }

        await SeenAsync(page, Points + 1);
        table.Add($"trial of a study, past the server, {kind}", Asked, await DelaysAsync(page, written));
        await page.Context.CloseAsync();
    }

    /// <summary>Logs points and returns when each count of points was there, by the writer's clock.</summary>
    private static async Task<Dictionary<int, long>> WriteAsync(ITrackingStore store, Run run, int from, int count, TimeSpan pause)
    {
        Dictionary<int, long> written = [];
        for (int i = from; i < from + count; i++)
        {
            written[i + 1] = await LogAsync(store, run, i);
            await Task.Delay(pause);
        }

        return written;
    }

    /// <summary>Logs a point and returns the time that it bears.</summary>
    private static async Task<long> LogAsync(ITrackingStore store, Run run, int step)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await store.LogMetricAsync(run.Info.RunId, new Metric(Metric, 1.0 / (step + 1), now, step));
        return now;
    }

    private static void Tell(Study study)
    {
        Trial trial = study.Ask();
        study.Tell(trial, trial.SuggestFloat("x", 0, 1));
    }

    private static async Task<IPage> OpenAsync(BenchBrowser browser, string address, string count)
    {
        IPage page = await browser.OpenAsync(Watch.Replace("COUNT", count, StringComparison.Ordinal));
        await page.GotoAsync(address);
        return page;
    }

    private static Task SeenAsync(IPage page, int count) => page.WaitForFunctionAsync("count => count in window.seen", count, new() { PollingInterval = 100 });

    // A count that was passed over was on the page, if not for long, when a greater one was.
    private static async Task<List<double>> DelaysAsync(IPage page, Dictionary<int, long> written)
    {
        Dictionary<string, double> seen = await page.EvaluateAsync<Dictionary<string, double>>("window.seen");
        (int Count, double At)[] ordered = [.. seen.Where(item => int.TryParse(item.Key, CultureInfo.InvariantCulture, out _))
            .Select(item => (Count: int.Parse(item.Key, CultureInfo.InvariantCulture), At: item.Value)).OrderBy(item => item.Count)];
        return [.. written.Select(item => ordered.First(shown => shown.Count >= item.Key).At - item.Value)];
    }
}
