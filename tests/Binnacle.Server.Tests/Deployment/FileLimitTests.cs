using System.Net;
using System.Text;
using System.Text.Json;
using Binnacle.Testing;

namespace Binnacle.Server.Tests.Deployment;

public sealed class FileLimitTests
{
    [Fact]
    public async Task A_file_at_the_limit_of_the_process_is_told_and_the_rest_is_served()
    {
        Requirement.OtherMachine(OperatingSystem.IsLinux(), "limits of file sizes are set by the shell of Linux here");
        using TemporaryFolder folder = new();
        string address = "sqlite:///" + folder["mlflow.db"];
        // Without the runtime's own large file, which only a limit as small as this one meets.
        using ToolProcess server = ToolProcess.Start(
            folder.Path, "/bin/bash", "-c", $"ulimit -f 1200; DOTNET_EnableWriteXorExecute=0 exec dotnet '{BuiltTool.Assembly}' server --no-ui --port 0 --backend-store-uri '{address}'");
        using HttpClient client = new() { BaseAddress = await server.AddressAsync() };
        (HttpStatusCode code, JsonElement created) = await PostAsync(client, "runs/create", """{"experiment_id":"0"}""");
        string run = created.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        JsonElement answer = default;
        int answered = 0;
        for (int sent = 0; code == HttpStatusCode.OK && sent < 1000; sent++)
        {
            (code, answer) = await PostAsync(client, "runs/set-tag", $$"""{"run_id":"{{run}}","key":"t{{sent}}","value":"{{new string('x', 7000)}}"}""");
            answered += code == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.StartsWith("The server cannot use its store now", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("OK", await client.GetStringAsync("/health"));
        using JsonDocument stored = JsonDocument.Parse(await client.GetStringAsync($"/api/2.0/mlflow/runs/get?run_id={run}"));
        JsonElement tags = stored.RootElement.GetProperty("run").GetProperty("data").GetProperty("tags");
        Assert.Equal(answered, tags.EnumerateArray().Count(tag => tag.GetProperty("key").GetString()!.StartsWith('t')));
    }

    private static async Task<(HttpStatusCode Code, JsonElement Answer)> PostAsync(HttpClient client, string call, string text)
    {
        using StringContent body = new(text, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync("/api/2.0/mlflow/" + call, body);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
