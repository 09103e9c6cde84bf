using System.Net;

namespace Binnacle.Server.Tests.Api;

public sealed class LiveTests
{
    [Fact]
    public async Task Points_come_while_they_are_logged_and_the_end_is_told()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        string run = await server.RunAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync($"/api/2.0/binnacle/runs/{run}/live", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using StreamReader events = new(await answer.Content.ReadAsStreamAsync());
        for (int step = 0; step < 3; step++)
        {
            await server.PostAsync("runs/log-metric", $$"""{"run_id":"{{run}}","key":"loss","value":0.5,"timestamp":1,"step":{{step}}}""");
            Assert.Equal("event: metric", await NextAsync(events));
            Assert.Contains($"\"step\":{step}", await NextAsync(events), StringComparison.Ordinal);
        }

        await server.PostAsync("runs/update", $$"""{"run_id":"{{run}}","status":"FINISHED","end_time":5}""");
        Assert.Equal("event: end", await NextAsync(events));
        Assert.Equal("data: {\"status\":\"FINISHED\"}", await NextAsync(events));
        Assert.Null(await NextAsync(events));
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_told_at_once()
    {
        await using ApiServer server = await ApiServer.StartAsync();
        using HttpResponseMessage answer = await server.Client.GetAsync("/api/2.0/binnacle/runs/none/live");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>The next line that says something; null at the end.</summary>
    private static async Task<string?> NextAsync(StreamReader events)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (await events.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length > 1)
                return line;
        }

        return null;
    }
}
