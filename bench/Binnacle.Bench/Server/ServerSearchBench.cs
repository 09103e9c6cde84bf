using System.Diagnostics;
using System.Text;

namespace Binnacle.Bench.Server;

/// <summary>Milliseconds of <c>runs/search</c> over REST with a filter and an order; 100 runs of 20 metrics and 20 parameters are answered.</summary>
internal static class ServerSearchBench
{
    // Over 1,000 runs; fewer over more.
    private const int Repeats = 200;
    private const int FewestRepeats = 20;

    // The runtime compiles anew what is called often, which a server that runs has behind it.
    private const int WarmUp = 300;

    public static async Task RunAsync(string program)
    {
        foreach (int runs in (int[])[1_000, 10_000, 100_000])
        {
            using ServerProcess server = await ServerProcess.StartAsync(program, ["--no-ui"], store => ManyRuns.FillAsync(store, runs));
            using HttpClient client = new() { BaseAddress = server.Address };
            List<double> times = [];
            using MemoryStream read = new();
            int warmUp = WarmUp * 1_000 / runs, repeats = Math.Max(FewestRepeats, Repeats * 1_000 / runs);
            for (int i = 0; i < 1 + warmUp + repeats; i++)
            {
                Stopwatch clock = Stopwatch.StartNew();
                using StringContent body = new(
                    """{"experiment_ids":["0"],"filter":"metrics.metric0 < 0.5 AND params.param1 = '3'","order_by":["metrics.metric2 DESC"],"max_results":100}""",
                    Encoding.UTF8, "application/json");
                using HttpRequestMessage request = new(HttpMethod.Post, "/api/2.0/mlflow/runs/search") { Content = body };
                using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                read.SetLength(0);
                await answer.EnsureSuccessStatusCode().Content.CopyToAsync(read);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }

            double[] warm = [.. times.Skip(1 + warmUp)];
            Console.WriteLine(FormattableString.Invariant(
                $"runs/search over {runs} runs: first {times[0]:F1} ms, warm least {warm.Min():F1}, median {warm.Order().ElementAt(repeats / 2):F1}; answer {read.Length / 1e3:F0} kB; {server.Memory()}"));
        }
    }
}
