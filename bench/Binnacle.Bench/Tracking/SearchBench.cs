using System.Diagnostics;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;

namespace Binnacle.Bench;

/// <summary>Milliseconds of a search with filter and order, over runs with 20 metrics and 20 parameters each.</summary>
internal static class SearchBench
{
    private const int Names = 20;
    private const int Repeats = 15;

    public static async Task RunAsync(string[] args)
    {
        string[] stores = [.. args.Where(arg => arg is "sql" or "postgresql" or "folder")];
        int[] sizes = [.. args.Except(stores).Select(int.Parse)];
        if (sizes.Length == 0)
            sizes = [1_000, 10_000, 100_000];
        bool IsAsked(string store) => stores.Length == 0 || stores.Contains(store);
        foreach (int runs in sizes.Where(_ => IsAsked("sql")))
        {
            using TemporaryFolder folder = new();
            using SqlTrackingStore store = new($"sqlite:///{folder["mlflow.db"]}", new SqlStoreOptions { ArtifactRoot = folder["artifacts"] });
            await ManyRuns.FillAsync(store, runs);
            await MeasureAsync($"SQLite, {runs} runs", store);
        }

        if (IsAsked("postgresql") && PostgresServer.IsInstalled)
        {
            using PostgresServer server = new();
            foreach (int runs in sizes)
            {
                using SqlTrackingStore store = new(server.CreateDatabase());
                await ManyRuns.FillAsync(store, runs);
                await MeasureAsync($"PostgreSQL, {runs} runs", store);
            }
        }

        foreach (int runs in sizes.Where(size => size <= 10_000 && IsAsked("folder")))
        {
            using TemporaryFolder folder = new();
            FileTrackingStore store = new(folder["mlruns"]);
            await FillAsync(store, runs);
            await Task.Delay(100);
            await MeasureAsync($"folder, {runs} runs", store);
            Console.WriteLine($"index: {new FileInfo(folder["mlruns/0/.binnacle.index"]).Length / 1e6:F1} MB");
            await MeasureAsync($"folder, {runs} runs, opened anew", new FileTrackingStore(folder["mlruns"]));
        }
    }

    /// <summary>Fills the first experiment with runs of 20 metrics and 20 parameters.</summary>
    internal static async Task FillAsync(ITrackingStore store, int runs)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, runs, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (i, cancellationToken) =>
        {
            Run run = await store.CreateRunAsync(new RunCreation { RunName = $"run {i}", StartTime = 1_700_000_000_000 + i }, cancellationToken);
            Random random = new(i);
            await store.LogBatchAsync(run.Info.RunId, new RunBatch
            {
                Metrics = [.. Enumerable.Range(0, Names).Select(k => new Metric($"metric{k}", random.NextDouble(), 1_700_000_000_000 + i, k))],
                Params = [.. Enumerable.Range(0, Names).Select(k => new Param($"param{k}", random.Next(10).ToString()))],
            }, cancellationToken);
            await store.UpdateRunAsync(run.Info.RunId, new RunUpdate { Status = RunStatus.Finished, EndTime = 1_700_000_600_000 + i }, cancellationToken);
        });
        Console.WriteLine($"filled {runs} runs in {watch.Elapsed.TotalSeconds:F1} s");
    }

    private static async Task MeasureAsync(string what, ITrackingStore store)
    {
        RunQuery plain = new() { ExperimentIds = ["0"], MaxResults = 100 };
        RunQuery filtered = plain with { Filter = "metrics.metric0 < 0.5 AND params.param1 = '3'", OrderBy = ["metrics.metric2 DESC"] };
        await TimeAsync($"{what}: filter and order, first 100", store, filtered);
        await TimeAsync($"{what}: no filter, first 100", store, plain);
        await TimeAsync($"{what}: order by a metric, first 1000", store, plain with { OrderBy = ["metrics.metric2 DESC"], MaxResults = 1000 });
        await TimeAsync($"{what}: order by a parameter", store, plain with { OrderBy = ["params.param1", "metrics.metric2"] });
        await TimeAsync($"{what}: filter on four fields", store, plain with { Filter = "metrics.metric0 < 0.5 AND metrics.metric5 > 0.5 AND params.param1 = '3' AND params.param2 != '4'" });
        await TimeAsync($"{what}: run name LIKE, order by a metric", store, plain with { Filter = "attributes.run_name LIKE '%99%'", OrderBy = ["metrics.metric2"] });
        await TimeAsync($"{what}: status and start, order by the end", store, plain with { Filter = "attributes.status = 'FINISHED' AND attributes.start_time > 1700000000500", OrderBy = ["attributes.end_time"] });
    }

    private static async Task TimeAsync(string what, ITrackingStore store, RunQuery query)
    {
        List<double> times = [], processor = [];
        int found = 0;
        for (int i = 0; i < Repeats; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            found = (await store.SearchRunsAsync(query)).Items.Count;
            times.Add(watch.Elapsed.TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        }

        Console.WriteLine(
            $"{what}: first {times[0]:F1} ms, then least {times.Skip(1).Min():F1}, median {times.Skip(1).Order().ElementAt((Repeats - 1) / 2):F1}; of the processors first {processor[0]:F1}, least {processor.Skip(1).Min():F1} ({found} found)");
    }
}
