using System.Diagnostics;
using System.Globalization;
using Binnacle.Testing;
using Xunit;

namespace Binnacle.Tracking.Tests.Runs;

/// <summary>Processes that log into a folder and are stopped from outside. How many kills: <c>BINNACLE_TEST_KILLS</c>, 10 by default.</summary>
public sealed class ProcessTests : IDisposable
{
    private const int Keys = 10;
    private const double WindowMilliseconds = 60;
    private readonly TemporaryFolder _folder = new();

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("BINNACLE_TEST_KILLS") ?? "10", CultureInfo.InvariantCulture);

    private string Ledger => _folder["ledger"];

    private FileTrackingStore Store => new(_folder["mlruns"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT", 2)]
    [InlineData("TERM", 15)]
    [InlineData("HUP", 1)]
    public async Task A_run_whose_process_is_stopped_by_a_signal_was_killed(string signal, int number)
    {
        Requirement.OtherMachine(!IsIgnored(number), $"what started the tests has them, and so the program, ignore SIG{signal}");
        using RunningProgram program = await StartAsync("wait");
        Run run = await StopAsync(program, signal);
        Assert.Equal(RunStatus.Killed, run.Info.Status);
        Assert.NotNull(run.Info.EndTime);
        Assert.Equal(1, run.Metrics["loss"].Step);
    }

    /// <summary>Whether this process ignores a signal, as one in the background of a script or under nohup does; its children inherit that.</summary>
    private static bool IsIgnored(int signal)
    {
        const string Mask = "SigIgn:";
        return OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Mask, StringComparison.Ordinal)) is { } line
            && (ulong.Parse(line.AsSpan(Mask.Length), NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) >> (signal - 1) & 1) != 0;
    }

    [Fact]
    public async Task A_program_that_handles_the_signal_ends_its_run_as_it_likes()
    {
        using RunningProgram program = await StartAsync("wait", "graceful");
        Assert.Equal(RunStatus.Finished, (await StopAsync(program, "TERM")).Info.Status);
    }

    [Fact]
    public async Task An_exception_that_nobody_catches_ends_the_run_as_failed()
    {
        using RunningProgram program = SampleProgram.TrackingWorker.Start(_folder.Path, "crash", _folder["mlruns"]);
        Outcome outcome = await program.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Equal(RunStatus.Failed, (await Store.GetRunAsync(outcome.Output.Split('\n')[0].Trim())).Info.Status);
    }

    [Fact]
    public async Task What_was_flushed_is_there_after_a_kill_and_nothing_is_there_twice()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "kills are signals");
        Random random = new(1);
        string? id = null;
        for (int kill = 0; kill < Kills; kill++)
        {
            long told = LedgerLength();
            using RunningProgram program = id is null
                ? SampleProgram.TrackingWorker.Start(_folder.Path, "ledger", _folder["mlruns"], Ledger)
                : SampleProgram.TrackingWorker.Start(_folder.Path, "ledger", _folder["mlruns"], Ledger, id);
            await program.UntilAsync(() => LedgerLength() > told && (id is not null || File.ReadLines(Ledger).Skip(1).Any()), "something was flushed");
            id ??= File.ReadLines(Ledger).First();
            await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * WindowMilliseconds), TestContext.Current.CancellationToken);
            await program.KillAsync();
        }

        long points = await CheckAsync(id!);
        TestContext.Current.TestOutputHelper!.WriteLine($"folder: {Kills} kills, {points} points flushed, all there once");
    }

    private async Task<long> CheckAsync(string id)
    {
        List<long> flushed = [];
        foreach (string[] line in File.ReadLines(Ledger).Skip(1).Select(line => line.Split(' ')).Where(parts => parts.Length == 3))
        {
            (long last, int count) = (long.Parse(line[0], CultureInfo.InvariantCulture), int.Parse(line[1], CultureInfo.InvariantCulture));
            flushed.AddRange(Enumerable.Range(0, count).Select(i => last - i));
        }

        for (int key = 0; key < Keys; key++)
        {
            long[] kept = [.. (await Store.GetMetricHistoryAsync(id, $"m{key}")).Items.Select(point => point.Step)];
            Assert.Equal(kept.Length, kept.Distinct().Count());
            Assert.Empty(flushed.Except(kept));
        }

        return flushed.Count * Keys;
    }

    private async Task<RunningProgram> StartAsync(params string[] arguments)
    {
        RunningProgram program = SampleProgram.TrackingWorker.Start(_folder.Path, [arguments[0], _folder["mlruns"], .. arguments[1..]]);
        await program.UntilAsync(() => program.Output.Contains("ready", StringComparison.Ordinal), "the run is open");
        return program;
    }

    private async Task<Run> StopAsync(RunningProgram program, string signal)
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "Windows has no kill");
        using Process kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{program.Id}"]))!;
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Outcome outcome = await program.WaitAsync(TimeSpan.FromMinutes(1));
        return await Store.GetRunAsync(outcome.Output.Split('\n')[0].Trim());
    }

    private long LedgerLength() => File.Exists(Ledger) ? new FileInfo(Ledger).Length : 0;
}
