using System.Diagnostics;
using Xunit;

namespace Binnacle.Tracking.Tests.Runs;

public sealed class RunOwnerTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000);

    [Fact]
    public void This_process_lives()
    {
        Run run = NewRun(RunOwner.Current.ToString());
        Assert.Equal(RunOwner.Current, RunOwner.Of(run));
        Assert.True(RunOwner.IsAlive(run));
        Assert.False(RunOwner.IsAlive(run with { Info = run.Info with { Status = RunStatus.Killed } }));
    }

    [Fact]
    public void A_process_that_ended_is_gone()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string owner = new RunOwner(Environment.MachineName, process.Id, ProcessStart.Of(process.Id) ?? "gone").ToString();
        process.WaitForExit();
        RunLiveness liveness = RunOwner.Check(NewRun(owner));
        Assert.Equal((false, $"its process {process.Id} on this machine is gone"), (liveness.IsAlive, liveness.Reason));
    }

    [Fact]
    public void Another_process_of_the_same_id_is_another() =>
        Assert.False(RunOwner.IsAlive(NewRun((RunOwner.Current with { Start = "earlier" }).ToString())));

    [Theory]
    [InlineData("elsewhere/12/x", 4, true, "it is written by process 12 on 'elsewhere', which cannot be looked at from here, and its last sign of life")]
    [InlineData("elsewhere/12/x", 6, false, "it is written by process 12 on 'elsewhere', which cannot be looked at from here, but its last sign of life")]
    [InlineData(null, 4, true, "the run does not say which process writes it, and")]
    [InlineData("nonsense", 6, false, "the run does not say which process writes it, but")]
    public void A_process_elsewhere_is_judged_by_its_last_sign_of_life(string? owner, int minutes, bool alive, string reason)
    {
        Run run = NewRun(owner, Now.AddMinutes(-minutes));
        RunLiveness liveness = RunOwner.Check(run, Now);
        Assert.Equal(alive, liveness.IsAlive);
        Assert.StartsWith(reason, liveness.Reason, StringComparison.Ordinal);
        long beat = Now.AddSeconds(-20).ToUnixTimeMilliseconds();
        Run beating = run with { Tags = new Dictionary<string, string>(run.Tags) { [ReservedTags.Heartbeat] = $"{beat}" } };
        Assert.True(RunOwner.Check(beating, Now).IsAlive);
    }

    private static Run NewRun(string? owner, DateTimeOffset? start = null) => new()
    {
        Info = new RunInfo { RunId = "r", ExperimentId = "0", StartTime = (start ?? Now).ToUnixTimeMilliseconds() },
        Tags = owner is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [ReservedTags.Process] = owner },
    };
}
