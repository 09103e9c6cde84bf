using System.Diagnostics;
using Binnacle.Tracking;
using Binnacle.Tracking.Sql;

namespace Binnacle.Bench.Server;

/// <summary>The whole history of a metric of 100,000 points over REST, at once and in the pages that MLflow's client asks for.</summary>
internal static class HistoryBench
{
    private const int Points = 100_000;
    private const int Page = 25_000;
    private const int Repeats = 20;

    public static async Task RunAsync(string program)
    {
        using ServerProcess server = await ServerProcess.StartAsync(program, ["--no-ui"], FillAsync);
        using HttpClient client = new() { BaseAddress = server.Address };
        string run = await server.OnlyRunAsync();
        await TimeAsync($"history of {Points} points, one answer", server, () => ReadAsync(client, run, null));
        await TimeAsync($"history of {Points} points, pages of {Page}", server, () => ReadAsync(client, run, Page));
    }

    private static async Task FillAsync(SqlTrackingStore store)
    {
        string run = (await store.CreateRunAsync(new RunCreation())).Info.RunId;
        // Ten metrics are logged side by side, as training does.
        for (int i = 0; i < Points; i += 100)
            await store.LogBatchAsync(run, new RunBatch { Metrics = [.. from step in Enumerable.Range(i, 100) from key in Enumerable.Range(0, 10) select new Metric($"m{key}", step * 0.001, 1_700_000_000_000 + step, step)] });
    }

    private static async Task<int> ReadAsync(HttpClient client, string run, int? page)
    {
        string token = "";
        int length = 0;
        do
        {
            string size = page is { } limit ? FormattableString.Invariant($"&max_results={limit}") : "";
            byte[] answer = await client.GetByteArrayAsync($"/api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key=m3{size}{(token.Length == 0 ? "" : "&page_token=" + token)}");
            length += answer.Length;
            token = NextToken(answer);
        }
        while (token.Length > 0);
        return length;
    }

    private static string NextToken(byte[] answer)
    {
        ReadOnlySpan<byte> name = "\"next_page_token\":\""u8;
        ReadOnlySpan<byte> end = answer.AsSpan(Math.Max(0, answer.Length - 200));
        int place = end.IndexOf(name);
        return place < 0 ? "" : Uri.EscapeDataString(System.Text.Encoding.UTF8.GetString(end[(place + name.Length)..^2]));
    }

    private static async Task TimeAsync(string what, ServerProcess server, Func<Task<int>> read)
    {
        List<double> times = [], processor = [];
        int length = 0;
        for (int i = 0; i < Repeats; i++)
        {
            TimeSpan before = server.ProcessorTime;
            Stopwatch clock = Stopwatch.StartNew();
            length = await read();
            times.Add(clock.Elapsed.TotalMilliseconds);
            processor.Add((server.ProcessorTime - before).TotalMilliseconds);
        }

        Console.WriteLine(FormattableString.Invariant(
            $"{what} ({length / 1e6:F1} MB): first {times[0]:F0} ms, then least {times.Skip(1).Min():F0}, median {times.Skip(1).Order().ElementAt((Repeats - 1) / 2):F0}; the server's processors least {processor.Min():F0}; {server.Memory()}"));
    }
}
