using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Binnacle.Server.Tests.Deployment;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Server.Tests.Clients;

/// <summary>Programs that log to a real server which is killed and started again. How long it is away: <c>BINNACLE_TEST_OUTAGE</c> seconds, 3 by default.</summary>
public sealed class OutageTests : IDisposable
{
    private const int PointsPerSecond = 200;
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();

    private static TimeSpan Outage => TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("BINNACLE_TEST_OUTAGE") ?? "3", CultureInfo.InvariantCulture));

    /// <summary>The program goes on a little longer than the server is away.</summary>
    private static int Points => (int)((Outage.TotalSeconds + 2) * PointsPerSecond);

    private string Address => $"http://127.0.0.1:{_port}";

    private KeyValuePair<string, string>[] Variables =>
    [
        new("BINNACLE_SPILL_FOLDER", _folder["spill"]), new("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "2"),
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_that_is_away_for_a_while_costs_no_point()
    {
        using ToolProcess first = await StartServerAsync();
        using RunningProgram program = Log(Points);
        await program.UntilAsync(() => program.Output.Contains("logged", StringComparison.Ordinal), "it logs");
        first.Kill();
        await Task.Delay(Outage);
        await program.UntilAsync(() => Directory.Exists(_folder["spill"]) && Directory.EnumerateFiles(_folder["spill"]).Any(), "something is kept");
        using ToolProcess second = await StartServerAsync();
        Outcome outcome = (await program.WaitAsync(TimeSpan.FromMinutes(3))).Succeeded();

        Assert.Contains("all sent", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder["spill"]));
        Run run = await ReadAsync(RunIdOf(outcome.Output), Enumerable.Range(0, Points).Select(step => (long)step));
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        await CheckOthersAsync(run, Points);
        TestContext.Current.TestOutputHelper!.WriteLine($"{Points} points, server away for {Outage.TotalSeconds} s: all there once");
    }

    [Fact]
    public async Task What_a_killed_program_had_kept_is_sent_once_by_sync()
    {
        using ToolProcess first = await StartServerAsync();
        using RunningProgram program = Log(1_000_000);
        await program.UntilAsync(() => program.Output.Contains("logged", StringComparison.Ordinal), "it logs");
        first.Kill();
        int before = LoggedBy(program);
        await program.UntilAsync(() => LoggedBy(program) > before + 100, "it goes on");
        await program.KillAsync();
        int logged = LoggedBy(program);
        string refused = await SyncAsync(expected: 1);
        Assert.Contains("was not sent and stays", refused, StringComparison.Ordinal);

        using ToolProcess second = await StartServerAsync();
        string sent = await SyncAsync();
        Assert.Contains($"of run '", sent, StringComparison.Ordinal);
        Assert.Contains("Nothing waits in", await SyncAsync(), StringComparison.Ordinal);
        using RestTrackingStore store = new(Address);
        Run run = await store.GetRunAsync(RunIdOf(program.Output));
        long[] steps = [.. (await store.GetMetricHistoryAsync(run.Info.RunId, "loss")).Items.Select(point => point.Step)];
        Assert.Equal(Enumerable.Range(0, steps.Length).Select(step => (long)step), steps);
        Assert.InRange(steps.Length, logged, int.MaxValue);
        Assert.Equal(RunStatus.Failed, run.Info.Status);
        await CheckOthersAsync(run, logged);
        Assert.Empty(Directory.EnumerateFiles(_folder["spill"]));
    }

    private RunningProgram Log(int points) => SampleProgram.TrackingWorker.Start(
        _folder.Path, Variables, "count", Address, points.ToString(CultureInfo.InvariantCulture), PointsPerSecond.ToString(CultureInfo.InvariantCulture));

    private async Task<string> SyncAsync(int expected = 0)
    {
        using RunningProgram program = SampleProgram.Cli.Start(_folder.Path, Variables, "sync");
        Outcome outcome = await program.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.True(outcome.ExitCode == expected, outcome.ToString());
        return outcome.WithoutStackTrace().Output + outcome.Error;
    }

    private async Task<Run> ReadAsync(string id, IEnumerable<long> expected)
    {
        using RestTrackingStore store = new(Address);
        Assert.Equal(expected, (await store.GetMetricHistoryAsync(id, "loss")).Items.Select(point => point.Step));
        return await store.GetRunAsync(id);
    }

    /// <summary>The files, parameters and tags that were logged with every hundredth point.</summary>
    private async Task CheckOthersAsync(Run run, int points)
    {
        using RestTrackingStore store = new(Address);
        IArtifactStore artifacts = store.OpenArtifacts(run.Info);
        for (int step = 100; step <= points; step += 100)
        {
            Assert.Equal($"at {step}", await artifacts.ReadTextAsync($"notes/{step}.txt"));
            Assert.Equal($"{step}", run.Params[$"p{step}"]);
        }

        Assert.InRange(int.Parse(run.Tags["last"], CultureInfo.InvariantCulture), points / 100 * 100, int.MaxValue);
    }

    private async Task<ToolProcess> StartServerAsync()
    {
        ToolProcess server = ToolProcess.Start(
            _folder.Path, "dotnet", BuiltTool.Assembly, "server", "--no-ui", "--port", _port.ToString(CultureInfo.InvariantCulture),
            "--backend-store-uri", "sqlite:///" + _folder["mlflow.db"], "--artifacts-destination", _folder["artifacts"]);
        await server.AddressAsync();
        return server;
    }

    private static string RunIdOf(string output) => output.Split('\n')[0].Trim();

    private static int LoggedBy(RunningProgram program) => program.Output.Split('\n')
        .Where(line => line.StartsWith("logged ", StringComparison.Ordinal)).Select(line => int.Parse(line.AsSpan(7).Trim(), CultureInfo.InvariantCulture)).DefaultIfEmpty().Last();

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
