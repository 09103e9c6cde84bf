using System.Diagnostics;
using System.Globalization;
using System.Net;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests.Deployment;

/// <summary>The tool as people start it in a shell.</summary>
public sealed class ToolTests
{
    [Fact]
    public async Task A_port_in_use_ends_with_a_message_and_exit_code_1()
    {
        await using RunningServer other = await RunningServer.StartAsync();
        string port = other.Address.Port.ToString(CultureInfo.InvariantCulture);
        using TemporaryFolder folder = new();
        using ToolProcess tool = Start(folder, "ui", "--port", port);
        Assert.Equal(1, await tool.EndAsync());
        Assert.Contains($"Port {port} on 127.0.0.1 is in use", tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_server_at_once_even_while_a_browser_is_connected()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "a process cannot be interrupted from outside on Windows");
        using TemporaryFolder folder = new();
        using ToolProcess tool = Start(folder, "ui", "--port", "0");
        Uri address = await tool.AddressAsync();
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor"), CancellationToken.None);
        var clock = Stopwatch.StartNew();
        using (Process kill = Process.Start("kill", ["-INT", tool.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        Assert.Equal(0, await tool.EndAsync());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public async Task A_store_that_is_not_supported_is_refused_in_words()
    {
        using TemporaryFolder folder = new();
        using ToolProcess tool = Start(folder, "ui", "--port", "0", "--backend-store-uri", "ftp://example.com/mlruns");
        Assert.Equal(1, await tool.EndAsync());
        Assert.Contains("ftp://example.com/mlruns", tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ui", "--port", "99999")]
    [InlineData("ui", "--port", "five")]
    [InlineData("serve", "", "")]
    public async Task A_wrong_command_line_is_refused(string first, string second, string third)
    {
        using TemporaryFolder folder = new();
        using ToolProcess tool = Start(folder, [.. new[] { first, second, third }.Where(argument => argument.Length > 0)]);
        Assert.NotEqual(0, await tool.EndAsync());
        Assert.Contains(third.Length > 0 ? third : first, tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_found_by_their_sweep_and_ordered_by_a_metric()
    {
        using TestStore data = new();
        string digits = await data.ExperimentAsync("digits");
        await data.RunAsync(digits, "worse", metrics: new() { ["test_accuracy"] = [0.91] }, tags: new() { ["hptuning_tag"] = "7" });
        await data.RunAsync(digits, "better", metrics: new() { ["test_accuracy"] = [0.97] }, tags: new() { ["hptuning_tag"] = "7" });
        await data.RunAsync(digits, "alone", metrics: new() { ["test_accuracy"] = [0.99] });
        using TemporaryFolder folder = new();
        using ToolProcess tool = Start(
            folder, "runs", "search", "--backend-store-uri", data.Folder, "--experiment", "digits",
            "--filter", "tags.hptuning_tag = \"7\"", "--order-by", "metrics.test_accuracy DESC");
        Assert.Equal(0, await tool.EndAsync());
        Assert.DoesNotContain("alone", tool.Output, StringComparison.Ordinal);
        Assert.InRange(tool.Output.IndexOf("better", StringComparison.Ordinal), 0, tool.Output.IndexOf("worse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Experiments_are_listed()
    {
        using TestStore data = new();
        string id = await data.ExperimentAsync("digits");
        using TemporaryFolder folder = new();
        using ToolProcess tool = Start(folder, "experiments", "list", "--backend-store-uri", data.Folder);
        Assert.Equal(0, await tool.EndAsync());
        Assert.Contains("digits", tool.Output, StringComparison.Ordinal);
        Assert.Contains(id, tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_of_the_working_directory_is_shown_when_none_is_named()
    {
        using TemporaryFolder folder = new();
        ITrackingStore store = TrackingStore.Open(folder["mlruns"]);
        await store.CreateExperimentAsync("here");
        using ToolProcess tool = Start(folder, "ui", "--port", "0");
        using HttpClient client = new() { BaseAddress = await tool.AddressAsync() };
        Assert.Contains(">here</a>", WebUtility.HtmlDecode(await client.GetStringAsync("/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_variables_and_options_of_MLflows_server_are_heeded()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> variables = new()
        {
            ["MLFLOW_PORT"] = "0", ["MLFLOW_BACKEND_STORE_URI"] = "sqlite:///runs.db", ["MLFLOW_ARTIFACTS_DESTINATION"] = folder["files"],
            ["MLFLOW_TRACKING_URI"] = "http://127.0.0.1:9",
        };
        using ToolProcess tool = ToolProcess.Start(folder.Path, variables, "dotnet", [BuiltTool.Assembly, "server", "--no-ui", "--workers", "4"]);
        using HttpClient client = new() { BaseAddress = await tool.AddressAsync() };
        using StringContent body = new("hello");
        (await client.PutAsync("/api/2.0/mlflow-artifacts/artifacts/a.txt", body)).EnsureSuccessStatusCode().Dispose();
        Assert.Equal("hello", await File.ReadAllTextAsync(folder["files/a.txt"]));
        Assert.True(File.Exists(folder["runs.db"]));
    }

    private static ToolProcess Start(TemporaryFolder folder, params string[] arguments) =>
        ToolProcess.Start(folder.Path, "dotnet", [BuiltTool.Assembly, .. arguments]);
}
