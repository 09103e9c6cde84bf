using Binnacle.Bench.Server;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Microsoft.Playwright;

namespace Binnacle.Bench.Pages;

/// <summary>
/// How long a chart of 20 runs with 10,000 points each takes, from the start of the navigation until its lines are seen, and until the charting
/// library has drawn them and answers to the mouse.
/// </summary>
internal static class ChartBench
{
    private const int Runs = 20;
    private const int Points = 10_000;
    private const int Visits = 13;
    private const long Start = 1_795_000_000_000;

    private const string Drawn = """
        const frame = name => requestAnimationFrame(() => window[name] = performance.now());
        const look = () => {
          const isWhole = document.querySelector("[data-metric='loss']")?.data?.length === 20 && document.querySelector(".chart .trace");
          if (!window.isSeen && (isWhole || document.querySelectorAll(".sketch svg path").length === 20)) {
            window.isSeen = true;
            frame("seenAt");
          }
          if (isWhole) frame("drawnAt"); else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """;

    public static async Task MeasureAsync(SpeedTable table, BenchBrowser browser)
    {
        using TemporaryFolder folder = new();
        using SqlTrackingStore store = new($"sqlite:///{folder["mlflow.db"]}", new SqlStoreOptions { ArtifactRoot = folder["artifacts"] });
        string runs = string.Join(',', await FillAsync(store));
        using ServerProcess server = await ServerProcess.StartAsync(browser.Program, folder.Path);
        string address = $"{server.Address}charts?runs={runs}";
        await using (IBrowserContext profile = await browser.NewProfileAsync(folder["profile"]))
            Add(table, "by a browser with a profile", await VisitAsync(browser, profile, address));
        await using IBrowserContext hidden = await browser.NewPrivateAsync();
        Add(table, "in a private window", await VisitAsync(browser, hidden, address));
    }

    private static void Add(SpeedTable table, string how, List<(double Seen, double Drawn)> visits)
    {
        string chart = $"chart of {Runs} runs x {Points:#,0} points, {how}";
        table.Add($"{chart}, first visit: lines seen", "", visits[0].Seen);
        table.Add("the same, drawn by the library", "", visits[0].Drawn);
        table.Add($"{chart}, warm: lines seen", "1,000 ms", [.. visits.Skip(1).Select(visit => visit.Seen)]);
        table.Add("the same, drawn by the library", "", [.. visits.Skip(1).Select(visit => visit.Drawn)]);
    }

    private static async Task<List<(double Seen, double Drawn)>> VisitAsync(BenchBrowser browser, IBrowserContext profile, string address)
    {
        List<(double, double)> times = [];
        for (int i = 0; i < Visits; i++)
        {
            IPage page = await browser.OpenAsync(Drawn, profile);
            await page.GotoAsync(address);
            await page.WaitForFunctionAsync("() => window.drawnAt && window.seenAt");
            times.Add((await page.EvaluateAsync<double>("window.seenAt"), await page.EvaluateAsync<double>("window.drawnAt")));
            await page.CloseAsync();
        }

        return times;
    }

    private static async Task<List<string>> FillAsync(SqlTrackingStore store)
    {
        List<string> runs = [];
        Random random = new(1);
        for (int i = 0; i < Runs; i++)
        {
            Run run = await store.CreateRunAsync(new RunCreation { ExperimentId = "0", RunName = $"run-{i}" });
            double value = 2;
            Metric[] points = [.. Enumerable.Range(0, Points).Select(step => new Metric("loss", value += (random.NextDouble() - 0.51) * 0.01, Start + step, step))];
            foreach (Metric[] part in points.Chunk(1000))
                await store.LogBatchAsync(run.Info.RunId, new RunBatch { Metrics = part });
            await store.UpdateRunAsync(run.Info.RunId, new RunUpdate { Status = RunStatus.Finished, EndTime = Start + 100_000 });
            runs.Add(run.Info.RunId);
        }

        return runs;
    }
}
