using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Binnacle.Bench.Server;

/// <summary>
/// Metrics a second over REST. The clients are bare sockets on the same processors; bodies of batches are made before the clock starts,
/// so that the clients cost next to nothing.
/// </summary>
internal static class LoadBench
{
    private const int Clients = 8;
    private const int BatchSize = 1000;
    private const int BatchesEach = 60;
    private const int WarmUp = 5;
    private const int Keys = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(string program)
    {
        Print("bare prepared inserts, one transaction for 1,000", BareInserts.Measure(BatchSize, Keys, Clients), "metrics/s");
        foreach (string[] mode in (string[][])[["--no-ui"], ["--no-ui", "--survive-power-loss"]])
        {
            string name = mode.Length == 1 ? "" : ", surviving power loss";
            using ServerProcess server = await ServerProcess.StartAsync(program, mode);
            string run = await server.NewRunAsync();
            await BatchesAsync(server, run, name);
            foreach (int clients in (int[])[1, Clients, 8 * Clients])
                await SinglesAsync(server, run, clients, name);
        }

        Print("bare prepared inserts again", BareInserts.Measure(BatchSize, Keys, Clients), "metrics/s");
    }

    private static async Task BatchesAsync(ServerProcess server, string run, string mode)
    {
        LoadClient[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new LoadClient(server.Address))];
        byte[][][] requests = [.. clients.Select((client, who) => Enumerable.Range(0, WarmUp + BatchesEach).Select(i => Batch(client, run, who, i)).ToArray())];
        await SendAllAsync(clients, requests, 0, WarmUp);
        TimeSpan before = server.ProcessorTime;
        Stopwatch clock = Stopwatch.StartNew();
        await SendAllAsync(clients, requests, WarmUp, BatchesEach);
        const int Points = Clients * BatchesEach * BatchSize;
        Print(
            $"log-batch of {BatchSize}, {Clients} clients{mode}", Points / clock.Elapsed.TotalSeconds,
            $"metrics/s; {(server.ProcessorTime - before).TotalMicroseconds / Points:F1} µs of processor a metric; {server.Memory()}");
        Array.ForEach(clients, client => client.Dispose());
    }

    private static Task SendAllAsync(LoadClient[] clients, byte[][][] requests, int first, int count) => Task.WhenAll(clients.Select((client, who) => Task.Run(async () =>
    {
        for (int i = first; i < first + count; i++)
            await client.SendAsync(requests[who][i]);
    })));

    /// <summary>How many single metrics all clients together get answered in the window.</summary>
    private static async Task SinglesAsync(ServerProcess server, string run, int clients, string mode)
    {
        int done = 0;
        TimeSpan before = server.ProcessorTime;
        Stopwatch clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(who => Task.Run(async () =>
        {
            using LoadClient client = new(server.Address);
            for (int step = 0; clock.Elapsed < Window; step++)
            {
                await client.SendAsync(Single(client, run, $"single{clients}.{who}", step));
                Interlocked.Increment(ref done);
            }
        })));
        Print($"log-metric, {clients} clients{mode}", done / clock.Elapsed.TotalSeconds, $"metrics/s; {(server.ProcessorTime - before).TotalMicroseconds / done:F0} µs of processor a metric; {server.Memory()}");
    }

    private static byte[] Batch(LoadClient client, string run, int who, int batch)
    {
        StringBuilder body = new($"{{\"run_id\":\"{run}\",\"metrics\":[");
        for (int i = batch * BatchSize; i < (batch + 1) * BatchSize; i++)
            body.Append(CultureInfo.InvariantCulture, $"{(i % BatchSize == 0 ? "" : ",")}{{\"key\":\"m{who}.{i % Keys}\",\"value\":{i * 0.001},\"timestamp\":{1_700_000_000_000 + i},\"step\":{i / Keys}}}");
        return client.Request("runs/log-batch", body.Append("]}").ToString());
    }

    private static byte[] Single(LoadClient client, string run, string key, int step) => client.Request("runs/log-metric", string.Create(
        CultureInfo.InvariantCulture, $"{{\"run_id\":\"{run}\",\"key\":\"{key}\",\"value\":{step * 0.5},\"timestamp\":{1_700_000_000_000 + step},\"step\":{step}}}"));

    private static void Print(string what, double rate, string unit) => Console.WriteLine(FormattableString.Invariant($"{what}: {rate:F0} {unit}"));
}
