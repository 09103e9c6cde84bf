using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Api;

public sealed class SharedDatabaseTests
{
    [Fact]
    public async Task Two_servers_on_one_database_lose_nothing()
    {
        using TemporaryFolder folder = new();
        await using ApiServer first = await ApiServer.StartAsync(folder: folder);
        await using ApiServer second = await ApiServer.StartAsync(folder: folder);
        string run = await first.RunAsync();
        const int Points = 100;
        await Task.WhenAll(new[] { first, second }.Select(async (server, which) =>
        {
            for (int step = 0; step < Points; step++)
                await server.PostAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"m{{which}}","value":{{step}},"timestamp":1,"step":{{step}}}""");
        }));
        foreach (int which in new[] { 0, 1 })
        {
            JsonElement history = await second.GetAsync($"metrics/get-history?run_id={run}&metric_key=m{which}");
            Assert.Equal(Enumerable.Range(0, Points).Select(step => (long)step), history.GetProperty("metrics").EnumerateArray().Select(point => point.GetProperty("step").GetInt64()).Order());
        }
    }

    [Fact]
    public async Task A_file_is_whole_by_itself_when_the_server_has_stopped()
    {
        using TemporaryFolder folder = new();
        string run;
        await using (ApiServer server = await ApiServer.StartAsync(folder: folder))
            run = await server.RunAsync();
        Assert.Equal([folder["mlflow.db"]], Directory.EnumerateFiles(folder.Path, "mlflow.db*"));
        await using ApiServer again = await ApiServer.StartAsync(folder: folder);
        await again.GetAsync($"runs/get?run_id={run}");
    }

    [Fact]
    public async Task A_client_that_sends_too_much_is_told_to_wait()
    {
        await using ApiServer server = await ApiServer.StartAsync(options => options with { RateLimit = 1 });
        List<int> statuses = [];
        for (int i = 0; i < 12; i++)
        {
            using HttpResponseMessage answer = await server.Client.GetAsync("/version");
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Contains(429, statuses);
        Assert.Equal(200, statuses[0]);
    }
}
