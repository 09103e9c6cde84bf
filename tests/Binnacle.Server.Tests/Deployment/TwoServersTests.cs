using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Deployment;

/// <summary>Two processes that serve one SQLite file and are written through both, against a ledger of what they answered.</summary>
public sealed class TwoServersTests
{
    private const int ClientsPerServer = 3;
    private const int Rounds = 60;
    private const int BatchSize = 20;

    [Fact]
    public async Task What_either_server_answered_is_there_once_and_no_client_hears_of_a_lock()
    {
        using TemporaryFolder folder = new();
        ConcurrentBag<(string Run, string Key, long Step)> ledger = [];
        string shared;
        using (ToolProcess first = Start(folder))
        using (ToolProcess second = Start(folder))
        {
            HttpClient[] servers = [new() { BaseAddress = await first.AddressAsync() }, new() { BaseAddress = await second.AddressAsync() }];
            shared = await NewRunAsync(servers[0]);
            using CancellationTokenSource end = new();
            Task[] health = [.. servers.Select(server => WatchAsync(server, end.Token))];
            await Task.WhenAll(servers.SelectMany((server, i) => Enumerable.Range(0, ClientsPerServer).Select(who => Task.Run(() => LogAsync(server, shared, $"{i}.{who}", ledger)))));
            await end.CancelAsync();
            await Task.WhenAll(health);
            foreach (HttpClient server in servers)
                server.Dispose();
        }

        using ToolProcess last = Start(folder);
        using HttpClient reader = new() { BaseAddress = await last.AddressAsync() };
        Assert.Equal(2 * ClientsPerServer * Rounds * (BatchSize + 2), ledger.Count);
        foreach (IGrouping<(string Run, string Key), long> history in ledger.GroupBy(point => (point.Run, point.Key), point => point.Step))
            Assert.Equal(history.Order(), (await StepsAsync(reader, history.Key.Run, history.Key.Key)).Order());
        using JsonDocument run = JsonDocument.Parse(await reader.GetStringAsync($"/api/2.0/mlflow/runs/get?run_id={shared}"));
        Assert.Equal(2 * ClientsPerServer * Rounds, run.RootElement.GetProperty("run").GetProperty("data").GetProperty("params").GetArrayLength());
    }

    /// <summary>Batches and single points of the shared run, a parameter of it, and runs of its own.</summary>
    private static async Task LogAsync(HttpClient server, string shared, string who, ConcurrentBag<(string Run, string Key, long Step)> ledger)
    {
        string single = "single" + who, batch = "batch" + who;
        for (int round = 0; round < Rounds; round++)
        {
            int first = round * BatchSize;
            string points = string.Join(',', Enumerable.Range(first, BatchSize).Select(step => Point(batch, step)));
            await PostAsync(server, "runs/log-batch", $$"""{"run_id":"{{shared}}","metrics":[{{points}}],"params":[{"key":"p{{who}}.{{round}}","value":"1"}]}""");
            for (int step = first; step < first + BatchSize; step++)
                ledger.Add((shared, batch, step));
            await PostAsync(server, "runs/log-metric", $"{Point(single, round)[..^1]},\"run_id\":\"{shared}\"}}");
            ledger.Add((shared, single, round));
            string own = await NewRunAsync(server);
            await PostAsync(server, "runs/log-metric", $"{Point("own", round)[..^1]},\"run_id\":\"{own}\"}}");
            ledger.Add((own, "own", round));
        }
    }

    private static string Point(string key, int step) => string.Create(CultureInfo.InvariantCulture, $"{{\"key\":\"{key}\",\"value\":{step}.5,\"timestamp\":1,\"step\":{step}}}");

    private static async Task WatchAsync(HttpClient server, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Assert.Equal("OK", await server.GetStringAsync("/health", CancellationToken.None));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static ToolProcess Start(TemporaryFolder folder) => ToolProcess.Start(
        folder.Path, "dotnet", BuiltTool.Assembly, "server", "--no-ui", "--port", "0", "--backend-store-uri", "sqlite:///" + folder["mlflow.db"]);

    private static async Task<string> NewRunAsync(HttpClient server)
    {
        using JsonDocument json = JsonDocument.Parse(await PostAsync(server, "runs/create", """{"experiment_id":"0"}"""));
        return json.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private static async Task<string> PostAsync(HttpClient server, string call, string text)
    {
        using StringContent body = new(text, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await server.PostAsync("/api/2.0/mlflow/" + call, body);
        string found = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, found);
        return found;
    }

    private static async Task<List<long>> StepsAsync(HttpClient server, string run, string key)
    {
        using JsonDocument json = JsonDocument.Parse(await server.GetStringAsync($"/api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key={key}"));
        return [.. json.RootElement.GetProperty("metrics").EnumerateArray().Select(point => point.GetProperty("step").GetInt64())];
    }
}
