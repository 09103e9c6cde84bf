using System.Diagnostics;
using System.Globalization;
using Binnacle.Jobs;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;

namespace Binnacle.Bench;

/// <summary>
/// Kills a writing process at a random moment, many times: every point that it was told is stored must be there afterwards, none
/// twice. The ledger is the writer's standard output, read by this process.
/// </summary>
internal static class KillBench
{
    private const int LongestLife = 300;

    public static async Task RunAsync(string[] args)
    {
        if (args is ["writer", var address, var runId])
        {
            await WriteAsync(Open(address), runId);
            return;
        }

        int kills = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
        using TemporaryFolder folder = new();
        await KillAsync("SQLite", $"sqlite:///{folder["mlflow.db"]}", kills);
        await KillAsync("folder", folder["mlruns"], kills);
    }

    private static ITrackingStore Open(string address) => TrackingStores.Open(address);

    private static async Task WriteAsync(ITrackingStore store, string runId)
    {
        await using Stream ledger = Console.OpenStandardOutput();
        for (long i = 0; ; i++)
        {
            await store.LogBatchAsync(runId, new RunBatch { Metrics = [new Metric("a", i, i, i), new Metric("b", i, i, i)] });
            ledger.Write(BitConverter.GetBytes(i));
        }
    }

    private static async Task KillAsync(string what, string address, int kills)
    {
        (long acknowledged, int lost, int doubled) = (0, 0, 0);
        for (int kill = 0; kill < kills; kill++)
        {
            ITrackingStore store = Open(address);
            string run = (await store.CreateRunAsync(new RunCreation())).Info.RunId;
            long last = LiveAndDie(address, run);
            foreach (string key in (string[])["a", "b"])
            {
                List<long> steps = [.. (await store.GetMetricHistoryAsync(run, key)).Items.Select(point => point.Step)];
                lost += (int)Math.Max(0, last + 1 - steps.Distinct().Count(step => step <= last));
                doubled += steps.Count - steps.Distinct().Count();
            }

            acknowledged += last + 1;
            (store as IDisposable)?.Dispose();
        }

        Console.WriteLine($"{what}: {kills} kills, {acknowledged} batches acknowledged, {lost} points lost, {doubled} doubled");
    }

    /// <returns>The last number that the writer was told is stored.</returns>
    private static long LiveAndDie(string address, string run)
    {
        WorkerCommand self = WorkerCommand.OfThisProgram()!;
        ProcessStartInfo start = new(self.FileName, [.. self.Arguments, "kill", "writer", address, run]) { UseShellExecute = false, RedirectStandardOutput = true };
        using Process writer = Process.Start(start)!;
        Stream ledger = writer.StandardOutput.BaseStream;
        byte[] entry = new byte[sizeof(long)];
        // The window of writing begins with the first entry; the kill falls anywhere in it.
        ledger.ReadExactly(entry);
        long last = BitConverter.ToInt64(entry);
        Task killing = Task.Delay(Random.Shared.Next(LongestLife)).ContinueWith(_ => writer.Kill(), TaskScheduler.Default);
        while (ledger.ReadAtLeast(entry, entry.Length, throwOnEndOfStream: false) == entry.Length)
            last = BitConverter.ToInt64(entry);
        killing.Wait();
        writer.WaitForExit();
        return last;
    }
}
