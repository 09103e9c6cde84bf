using System.Globalization;
using Binnacle.Bench.Server;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Microsoft.Playwright;

namespace Binnacle.Bench.Pages;

/// <summary>The runs table in headless Chromium, over runs of 20 parameters and 20 metrics in SQLite: how soon it is there, sorts, scrolls, and what pages cost the server.</summary>
internal static class PagesBench
{
    private const int Repeats = 5;
    private static readonly string[] Chromium = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    public static async Task RunAsync(string[] args)
    {
        int[] sizes = args.Length > 0 ? [.. args.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [10_000, 50_000];
        // A program that was published already need not be published again.
        string program = Environment.GetEnvironmentVariable("BINNACLE_PROGRAM")
            ?? (await PublishedProgram.ReadyToRunAsync(Path.Combine("src", "Binnacle.Cli"), "binnacle")).Executable;
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Requirement.Program("chromium"), Args = Chromium });
        foreach (int size in sizes)
            await MeasureAsync(program, browser, size);
    }

    private static async Task MeasureAsync(string program, IBrowser browser, int runs)
    {
        using TemporaryFolder folder = new();
        using SqlTrackingStore store = new($"sqlite:///{folder["mlflow.db"]}", new SqlStoreOptions { ArtifactRoot = folder["artifacts"] });
        await SearchBench.FillAsync(store, runs);
        using ServerProcess server = await ServerProcess.StartAsync(program, folder.Path);
        Console.WriteLine($"{runs} runs; server alone: {server.Memory()}");
        await using (TablePage first = await TablePage.OpenAsync(browser, server.Address))
            Print("first visit after the server's start", [first]);
        List<TablePage> warm = [];
        for (int i = 0; i < Repeats; i++)
        {
            warm.Add(await TablePage.OpenAsync(browser, server.Address));
            await warm[^1].DisposeAsync();
        }

        Print("warm visit", warm);
        await using (TablePage page = await TablePage.OpenAsync(browser, server.Address))
        {
            Print("sort by a metric", await TimesAsync(i => page.SortAsync(i % 2 == 0 ? "metric1" : "metric10")));
            Print("sort by a parameter", await TimesAsync(i => page.SortAsync(i % 2 == 0 ? "param1" : "param10")));
            Print("filter", await TimesAsync(i => page.FilterAsync(FormattableString.Invariant($"metrics.metric0 < 0.{5 + i} AND params.param1 = '3'"))));
            await page.FilterAsync("");
            await PrintScrollAsync(page);
        }

        await MeasureManyAsync(server, browser, store);
    }

    private static async Task MeasureManyAsync(ServerProcess server, IBrowser browser, SqlTrackingStore store)
    {
        List<TablePage> open = [];
        foreach (int count in new[] { 10, 20, 50 })
        {
            while (open.Count < count)
                open.Add(await TablePage.OpenAsync(browser, server.Address));
            await Task.Delay(1000);
            Console.WriteLine($"{count} pages open: server {server.Memory()}");
        }

        List<double> delays = [];
        for (int i = 0; i < 10; i++)
        {
            string name = $"live-{Guid.NewGuid():N}";
            long written = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await store.CreateRunAsync(new RunCreation { RunName = name, StartTime = written });
            delays.AddRange((await Task.WhenAll(open.Select(page => page.SeenAtAsync(name)))).Select(seen => seen - written));
        }

        delays.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"50 pages live, a new run written past the server: seen after {delays[delays.Count / 2]:F0} ms median, {delays[(int)(delays.Count * 0.95)]:F0} ms at the 95th percentile"));
        foreach (TablePage page in open)
            await page.DisposeAsync();
    }

    private static async Task PrintScrollAsync(TablePage page)
    {
        (double row, double view, double rows) = await page.ScrollAsync();
        Console.WriteLine(FormattableString.Invariant(
            $"scrolling 1,500 px per 50 ms: no row in view blank for more than {row:F0} ms; some part of the view blank for at most {view:F0} ms at a time; {rows:F0} rows passed"));
    }

    private static async Task<List<double>> TimesAsync(Func<int, Task<double>> act)
    {
        List<double> times = [];
        for (int i = 0; i < Repeats; i++)
            times.Add(await act(i));
        return times;
    }

    private static void Print(string what, IReadOnlyList<TablePage> pages) => Console.WriteLine(FormattableString.Invariant(
        $"{what}: first contentful paint {Median([.. pages.Select(page => page.Painted)]):F0} ms, usable {Median([.. pages.Select(page => page.Usable)]):F0} ms{(pages.Count > 1 ? $" (medians of {pages.Count})" : "")}"));

    private static void Print(string what, List<double> times) =>
        Console.WriteLine(FormattableString.Invariant($"{what}: {Median(times):F0} ms median, {times.Max():F0} ms at most of {times.Count}"));

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
