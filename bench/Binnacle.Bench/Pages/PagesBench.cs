using System.Globalization;
using Binnacle.Bench.Server;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Microsoft.Playwright;

namespace Binnacle.Bench.Pages;

/// <summary>The runs table in headless Chromium, over runs of 20 parameters and 20 metrics in SQLite: how soon it is there, sorts, filters, scrolls, and what pages cost the server.</summary>
internal static class PagesBench
{
    private const int Repeats = 7;
    private const int FewPages = 10, ManyPages = 50;
    private const int LiveRuns = 5;

    public static async Task RunAsync(string[] args)
    {
        int[] sizes = args.Length > 0 ? [.. args.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [10_000, 50_000];
        await using BenchBrowser browser = await BenchBrowser.StartAsync();
        foreach (int size in sizes)
            await MeasureAsync(browser, size);
    }

    private static async Task MeasureAsync(BenchBrowser browser, int runs)
    {
        using TemporaryFolder folder = new();
        using SqlTrackingStore store = new($"sqlite:///{folder["mlflow.db"]}", new SqlStoreOptions { ArtifactRoot = folder["artifacts"] });
        await SearchBench.FillAsync(store, runs);
        using ServerProcess server = await ServerProcess.StartAsync(browser.Program, folder.Path);
        SpeedTable table = new(FormattableString.Invariant($"{runs:#,0} runs of 20 parameters and 20 metrics"));
        table.AddFigure("server without pages, memory", "", Megabytes(server.ResidentMegabytes));
        await VisitAsync(table, browser, server, folder["profile"]);
        await using (TablePage page = await TablePage.OpenAsync(browser, server.Address))
        {
            table.Add("sort by a metric", "300 ms", await TimesAsync(i => page.SortAsync(i % 2 == 0 ? "metric1" : "metric10")));
            table.Add("sort by a parameter", "300 ms", await TimesAsync(i => page.SortAsync(i % 2 == 0 ? "param1" : "param10")));
            table.Add("filter", "300 ms", await TimesAsync(i => page.FilterAsync(FormattableString.Invariant($"metrics.metric0 < 0.{1 + i} AND params.param1 = '3'"))));
            await page.FilterAsync("");
            await ScrollAsync(table, page);
        }

        await ManyAsync(table, browser, server, store);
        table.Print();
    }

    private static async Task VisitAsync(SpeedTable table, BenchBrowser browser, ServerProcess server, string profileFolder)
    {
        await using (IBrowserContext profile = await browser.NewProfileAsync(profileFolder))
        {
            List<(double Painted, double Usable)> visits = await VisitsAsync(browser, server, profile);
            table.Add("first visit after the server's start: first contentful paint", "2,000 ms", visits[0].Painted);
            table.Add("first visit after the server's start: table usable", "3,000 ms", visits[0].Usable);
            AddWarm(table, "warm visit", visits);
        }

        await using IBrowserContext hidden = await browser.NewPrivateAsync();
        AddWarm(table, "warm visit, private window", await VisitsAsync(browser, server, hidden));
    }

    private static void AddWarm(SpeedTable table, string name, List<(double Painted, double Usable)> visits)
    {
        table.Add($"{name}: first contentful paint", "500 ms", [.. visits.Skip(1).Select(visit => visit.Painted)]);
        table.Add($"{name}: table usable", "1,500 ms", [.. visits.Skip(1).Select(visit => visit.Usable)]);
    }

    private static async Task<List<(double Painted, double Usable)>> VisitsAsync(BenchBrowser browser, ServerProcess server, IBrowserContext profile)
    {
        List<(double Painted, double Usable)> visits = [];
        for (int i = 0; i <= Repeats; i++)
        {
            await using TablePage page = await TablePage.OpenAsync(browser, server.Address, profile);
            visits.Add((page.Painted, page.Usable));
        }

        return visits;
    }

    private static async Task ScrollAsync(SpeedTable table, TablePage page)
    {
        List<(double Row, double View, double Rows)> scrolls = [];
        for (int i = 0; i < 3; i++)
            scrolls.Add(await page.ScrollAsync());
        table.Add("scrolling 1,500 px per 50 ms: longest time that a row in view was blank", "150 ms", [.. scrolls.Select(scroll => scroll.Row)]);
        table.Add("the same: longest time that some part of the view was blank", "", [.. scrolls.Select(scroll => scroll.View)]);
        table.AddFigure("the same: rows passed in 5 s", "4,000", FormattableString.Invariant($"{scrolls.Max(scroll => scroll.Rows):#,0}"));
    }

    private static async Task ManyAsync(SpeedTable table, BenchBrowser browser, ServerProcess server, SqlTrackingStore store)
    {
        List<TablePage> open = [];
        Dictionary<int, double> memory = [];
        while (open.Count < ManyPages)
        {
            open.Add(await TablePage.OpenAsync(browser, server.Address));
            if (open.Count is not (FewPages or ManyPages))
                continue;
            await Task.Delay(1000);
            memory[open.Count] = server.ResidentMegabytes;
        }

        table.AddFigure($"{FewPages} pages open, memory of the server", "250 MB", Megabytes(memory[FewPages]));
        table.AddFigure("each further page", "5 MB", Megabytes((memory[ManyPages] - memory[FewPages]) / (ManyPages - FewPages)));
        List<double> delays = [];
        for (int i = 0; i < LiveRuns; i++)
        {
            string name = $"live-{Guid.NewGuid():N}";
            Task<double>[] seen = [.. open.Select(page => page.SeenAtAsync(name))];
            await Task.Delay(500);
            long written = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            await store.CreateRunAsync(new RunCreation { RunName = name, StartTime = written });
            delays.AddRange((await Task.WhenAll(seen)).Select(at => at - written));
        }

        table.Add($"a run written past the server is seen, {ManyPages} pages open on this machine", "live", delays);
        foreach (TablePage page in open)
            await page.DisposeAsync();
    }

    private static string Megabytes(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} MB");

    private static async Task<List<double>> TimesAsync(Func<int, Task<double>> act)
    {
        List<double> times = [];
        for (int i = 0; i < Repeats; i++)
            times.Add(await act(i));
        return times;
    }
}
