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
        int[] sizes = args.Length > 0 ? [.. args.Select(int.Parse)] : [1_000, 10_000, 100_000];
        foreach (int runs in sizes)
        {
            using TemporaryFolder folder = new();
            using SqlTrackingStore store = new($"sqlite:///{folder["mlflow.db"]}", new SqlStoreOptions { ArtifactRoot = folder["artifacts"] });
            await FillAsync(store, runs);
            await MeasureAsync($"SQLite, {runs} runs", store);
        }

        foreach (int runs in sizes.Where(size => size <= 10_000))
        {
            using TemporaryFolder folder = new();
            FileTrackingStore store = new(folder["mlruns"]);
            await FillAsync(store, runs);
            await Task.Delay(100);
            await MeasureAsync($"folder, {runs} runs", store);
            await MeasureAsync($"folder, {runs} runs, opened anew", new FileTrackingStore(folder["mlruns"]));
        }
    }

    public static async Task FillAsync(ITrackingStore store, int runs)
