using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Deployment;

/// <summary>
/// A server that is killed under load, again and again, against a ledger of what it had answered. Long form:
/// <c>BINNACLE_KILLS=200 dotnet test --project tests/Binnacle.Server.Tests --filter-class '*KillTests'</c>.
/// </summary>
public sealed class KillTests
{
    private const string KillsVariable = "BINNACLE_KILLS";
    private const int KillsOfShortForm = 5;
    private const int Clients = 4;
    private const int LongestStream = 200;
    private const int LongestPause = 10;

    [Fact]
    public async Task What_was_answered_is_there_after_a_kill_and_nothing_is_there_twice()
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), CultureInfo.InvariantCulture, out int asked) ? asked : KillsOfShortForm;
        using TemporaryFolder folder = new();
        ConcurrentDictionary<(int Client, long Step), bool> answered = new();
        long[] steps = new long[Clients];
        string? run = null;
        Random random = new(1);
        for (int kill = 0; kill < kills; kill++)
        {
            using ToolProcess server = Start(folder);
            using HttpClient client = new() { BaseAddress = await server.AddressAsync() };
            run ??= await NewRunAsync(client);
            Task[] load = [.. Enumerable.Range(0, Clients).Select(who => Task.Run(() => LogUntilItEndsAsync(client, run, who, steps, answered)))];
            // Somewhere in the stream of answers, and somewhere between two of them.
            for (int goal = answered.Count + random.Next(LongestStream); answered.Count < goal && !server.HasExited;)
                await Task.Delay(1);
            await Task.Delay(random.Next(LongestPause));
            server.Kill();
            await Task.WhenAll(load);
        }

        Assert.NotEmpty(answered);
        using ToolProcess last = Start(folder);
        using HttpClient reader = new() { BaseAddress = await last.AddressAsync() };
        for (int who = 0; who < Clients; who++)
        {
            List<long> kept = await StepsAsync(reader, run!, who);
            Assert.Equal(kept.Count, kept.Distinct().Count());
            Assert.Empty(answered.Keys.Where(item => item.Client == who).Select(item => item.Step).Except(kept));
        }

        TestContext.Current.SendDiagnosticMessage("{0} kills, {1} metrics answered, all there once", kills, answered.Count);
    }

    private static ToolProcess Start(TemporaryFolder folder) => ToolProcess.Start(
        folder.Path, "dotnet", BuiltTool.Assembly, "server", "--no-ui", "--port", "0", "--backend-store-uri", "sqlite:///" + folder["mlflow.db"]);

    private static async Task<string> NewRunAsync(HttpClient client)
    {
        using StringContent body = new("""{"experiment_id":"0"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync("/api/2.0/mlflow/runs/create", body);
        using JsonDocument json = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    private static async Task LogUntilItEndsAsync(HttpClient client, string run, int who, long[] steps, ConcurrentDictionary<(int Client, long Step), bool> answered)
    {
        try
        {
            while (true)
            {
                // A step that was sent and not answered may be there or not; it is never sent again.
                long step = steps[who]++;
                string text = string.Create(CultureInfo.InvariantCulture, $"{{\"run_id\":\"{run}\",\"key\":\"m{who}\",\"value\":0.5,\"timestamp\":1,\"step\":{step}}}");
                using StringContent body = new(text, Encoding.UTF8, "application/json");
                using HttpResponseMessage answer = await client.PostAsync("/api/2.0/mlflow/runs/log-metric", body);
                answer.EnsureSuccessStatusCode();
                answered[(who, step)] = true;
            }
        }
        catch (HttpRequestException error) when (error.StatusCode is null)
        {
            // It was killed.
        }
    }

    private static async Task<List<long>> StepsAsync(HttpClient client, string run, int who)
    {
        using JsonDocument json = JsonDocument.Parse(await client.GetStringAsync($"/api/2.0/mlflow/metrics/get-history?run_id={run}&metric_key=m{who}"));
        return json.RootElement.TryGetProperty("metrics", out JsonElement points) ? [.. points.EnumerateArray().Select(point => point.GetProperty("step").GetInt64())] : [];
    }
}
