using System.Diagnostics;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;

namespace Binnacle.Bench;

/// <summary>Points of metrics a second into a folder and into SQLite: in batches of 1,000 over 10 keys, one by one, and by a run handle.</summary>
internal static class MetricsBench
{
    private const int Batches = 200;
    private const int BatchSize = 1000;
    private const int Keys = 10;

    public static async Task RunAsync(string[] args)
    {
        using TemporaryFolder folder = new();
        await MeasureAsync("folder", new FileTrackingStore(folder["mlruns"]), 20_000);
        foreach (bool survivePowerLoss in (bool[])[false, true])
        {
            SqlStoreOptions options = new() { ArtifactRoot = folder["artifacts"], SurvivePowerLoss = survivePowerLoss };
            using SqlTrackingStore store = new($"sqlite:///{folder[$"mlflow-{survivePowerLoss}.db"]}", options);
            await MeasureAsync(survivePowerLoss ? "SQLite that survives power loss" : "SQLite", store, survivePowerLoss ? 1_000 : 20_000);
        }
    }

    private static async Task MeasureAsync(string what, ITrackingStore store, int singles)
    {
        string run = (await store.CreateRunAsync(new RunCreation())).Info.RunId;
        Stopwatch watch = Stopwatch.StartNew();
        for (int batch = 0; batch < Batches; batch++)
            await store.LogBatchAsync(run, new RunBatch { Metrics = [.. Enumerable.Range(batch * BatchSize, BatchSize).Select(Point)] });
        Console.WriteLine($"{what}, batches of {BatchSize}: {Batches * BatchSize / watch.Elapsed.TotalSeconds:F0} points/s");

        watch.Restart();
        for (int i = 0; i < singles; i++)
            await store.LogMetricAsync(run, new Metric("single", i, i, i));
        Console.WriteLine($"{what}, one by one: {singles / watch.Elapsed.TotalSeconds:F0} points/s");

        watch.Restart();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (int i = 0; i < singles / 8; i++)
                await store.LogMetricAsync(run, new Metric($"client{client}", i, i, i));
        })));
        Console.WriteLine($"{what}, one by one from 8 callers: {singles / watch.Elapsed.TotalSeconds:F0} points/s");

        await using ActiveRun handle = await new TrackingClient(store).StartRunAsync(new RunOptions { CollectEnvironmentTags = false });
        watch.Restart();
        for (int i = 0; i < singles * 5; i++)
            handle.LogMetric("loss", i, i);
        await handle.FlushAsync();
        Console.WriteLine($"{what}, by a run handle: {singles * 5 / watch.Elapsed.TotalSeconds:F0} points/s");

        for (int batch = 0; batch < 100; batch++)
            await store.LogBatchAsync(run, new RunBatch { Metrics = [.. Enumerable.Range(batch * BatchSize, BatchSize).Select(i => new Metric("long", i, i, i))] });
        for (int i = 0; i < 3; i++)
        {
            watch.Restart();
            int count = (await store.GetMetricHistoryAsync(run, "long")).Items.Count;
            Console.WriteLine($"{what}, history of {count} points: {watch.Elapsed.TotalMilliseconds:F0} ms");
        }
    }

    private static Metric Point(int i) => new($"metric{i % Keys}", i * 0.001, 1_700_000_000_000 + i, i / Keys);
}
