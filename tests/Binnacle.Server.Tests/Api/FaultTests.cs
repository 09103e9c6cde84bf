using System.Net;
using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Api;

/// <summary>Disks that are full or may not be written to: told in words, with all that was answered before still there.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_full_disk_is_told_and_what_was_answered_stays()
    {
        using SmallDisk disk = SmallDisk.Mount("size=1500k");
        await using ApiServer server = await ApiServer.StartAsync(options => options with { BackendStoreUri = $"sqlite:///{disk.Path}/mlflow.db" });
        string run = await server.RunAsync();
        int answered = 0;
        JsonElement? refusal = null;
        string value = new('x', 7000);
        while (refusal is null && answered < 2000)
        {
            using StringContent body = new($$"""{"run_id":"{{run}}","key":"t{{answered}}","value":"{{value}}"}""", System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await server.Client.PostAsync("/api/2.0/mlflow/runs/set-tag", body);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                answered++;
                continue;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            refusal = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        }

        Assert.Equal("The server cannot use its store now: the disk is full.", refusal!.Value.GetProperty("message").GetString());
        JsonElement tags = (await server.GetAsync($"runs/get?run_id={run}")).GetProperty("run").GetProperty("data").GetProperty("tags");
        Assert.Equal(answered, tags.EnumerateArray().Count(tag => tag.GetProperty("key").GetString()!.StartsWith('t')));
    }

    [Fact]
    public async Task A_read_only_disk_is_read_and_writing_to_it_is_refused_in_words()
    {
        using SmallDisk disk = SmallDisk.Mount("size=8m");
        string address = $"sqlite:///{disk.Path}/mlflow.db", run;
        await using (ApiServer writer = await ApiServer.StartAsync(options => options with { BackendStoreUri = address }))
        {
            run = await writer.RunAsync();
            await writer.PostAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"m","value":1,"timestamp":1}""");
        }

        disk.MakeReadOnly();
        await using ApiServer server = await ApiServer.StartAsync(options => options with { BackendStoreUri = address });
        JsonElement refusal = await server.PostAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"m","value":2,"timestamp":2}""", HttpStatusCode.ServiceUnavailable);
        Assert.Equal("The server cannot use its store now: it cannot be written to (read-only file or folder).", refusal.GetProperty("message").GetString());
        Assert.Equal(1, (await server.GetAsync($"metrics/get-history?run_id={run}&metric_key=m")).GetProperty("metrics").GetArrayLength());
        Assert.Equal("OK", await server.Client.GetStringAsync("/health"));
    }

    [Fact]
    public async Task A_full_disk_under_the_artifacts_leaves_no_half_file()
    {
        using SmallDisk disk = SmallDisk.Mount("size=1m");
        await using ApiServer server = await ApiServer.StartAsync(options => options with { ArtifactsDestination = disk.Path });
        using ByteArrayContent body = new(new byte[3 << 20]);
        using HttpResponseMessage answer = await server.Client.PutAsync("/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/big.bin", body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("disk is full", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*", SearchOption.AllDirectories));
        using StringContent small = new("ok");
        using HttpResponseMessage next = await server.Client.PutAsync("/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/small.txt", small);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }
}
