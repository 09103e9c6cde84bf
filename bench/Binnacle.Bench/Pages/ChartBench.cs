using Binnacle.Bench.Server;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;
using Microsoft.Playwright;

namespace Binnacle.Bench.Pages;

/// <summary>How long a chart of 20 runs with 10,000 points each takes, from the start of the navigation until its lines are drawn.</summary>
internal static class ChartBench
{
    private const int Runs = 20;
    private const int Points = 10_000;
    private const int Visits = 8;
    private const long Start = 1_795_000_000_000;

    private const string Drawn = """
        const look = () => document.querySelector("[data-metric='loss']")?.data?.length === 20 && document.querySelector(".chart .trace")
          ? requestAnimationFrame(() => window.drawnAt = performance.now()) : requestAnimationFrame(look);
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
        {
            List<double> times = await VisitAsync(browser, profile, address);
            table.Add($"chart of {Runs} runs x {Points:#,0} points: first visit after the server's start", "", times[0]);
            table.Add("the same, warm, by the same browser", "1,000 ms", [.. times.Skip(1)]);
        }

        await using IBrowserContext hidden = await browser.NewPrivateAsync();
        table.Add("the same, warm, in a private window", "", [.. (await VisitAsync(browser, hidden, address)).Skip(1)]);
    }

    private static async Task<List<double>> VisitAsync(BenchBrowser browser, IBrowserContext profile, string address)
    {
        List<double> times = [];
        for (int i = 0; i < Visits; i++)
        {
            IPage page = await browser.OpenAsync(Drawn, profile);
            await page.GotoAsync(address);
            await page.WaitForFunctionAsync("() => window.drawnAt");
            times.Add(await page.EvaluateAsync<double>("window.drawnAt"));
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
