using System.Diagnostics;
using Binnacle.Jobs.TestJob;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>Sweeps of the test job, in process and in workers.</summary>
public sealed class SweepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SweepTests() => _folder.Write(
        "conf/config.yaml", "action: sum\nx: 1\ny: 2\nfail_on: 2\nhydra:\n  sweep:\n    dir: m\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_basic_sweeper_runs_every_combination()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "-m", "x=1,2", "y=range(3,5)");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Launching 4 jobs locally", outcome.Output);
        Assert.Contains("#2 : x=2 y=3", outcome.Output);
        Assert.Equal("- x=2\n- y=4\n", File.ReadAllText(_folder["m", "3", ".hydra", "overrides.yaml"]));
        Assert.True(File.Exists(_folder["m", "multirun.yaml"]));
    }

    [Fact]
    public async Task The_manifest_tells_what_was_asked_launched_and_finished()
    {
        await TestJobProcess.RunAsync(_folder.Path, "-m", "x=1,2");

        string[] lines = File.ReadAllLines(_folder["m", ".binnacle", "sweep.jsonl"]);
        Assert.Equal(6, lines.Length);
        Assert.Equal(2, lines.Count(line => line.Contains("\"event\":\"asked\"")));
        Assert.Contains(lines, line => line.Contains("\"event\":\"finished\",\"job\":1") && line.Contains("[4]"));
    }

    [Fact]
    public async Task A_failing_job_does_not_stop_its_batch()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "-m", "action=fail_if", "x=1,2,3");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Error executing job with overrides: ['action=fail_if', 'x=2']", outcome.Error);
        Assert.Contains("failed on 2", outcome.Error);
        Assert.True(Directory.Exists(_folder["m", "2"]));
    }

    [Fact]
    public async Task A_crashed_worker_is_a_failed_job_with_its_last_words()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, "-m", "hydra/launcher=local", "action=crash_if", "x=1,2,3");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("exit code 7", outcome.Error);
        Assert.Contains("the last words", outcome.Error);
        Assert.Contains("Completed", File.ReadAllText(_folder["m", "2", ".binnacle", "result-2.json"]));
    }

    [Fact]
    public async Task Workers_share_the_cores()
    {
        TestJobOutcome outcome = await TestJobProcess.RunAsync(
            _folder.Path, "-m", "hydra/launcher=local", "hydra.launcher.n_jobs=2", "action=env", "x=1,2");

        int share = Math.Max(1, Environment.ProcessorCount / 2);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains($"BINNACLE_JOB_CORES={share}", outcome.Output);
        Assert.Contains($"OMP_NUM_THREADS={share}", outcome.Output);
    }

    [Fact]
    public async Task Sweeps_that_begin_in_the_same_second_share_no_folder()
    {
        _folder.Write("conf/config.yaml", "action: sum\nx: 1\ny: 2\n");

        TestJobOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => TestJobProcess.RunAsync(_folder.Path, "-m", "x=1,2")));

        Assert.All(outcomes, outcome => Assert.Equal(0, outcome.ExitCode));
        string[] sweeps = [.. Directory.GetDirectories(_folder["multirun"]).SelectMany(Directory.GetDirectories)];
        Assert.Equal(2, sweeps.Length);
        Assert.All(sweeps, sweep => Assert.True(Directory.Exists(Path.Combine(sweep, "1"))));
    }

    [Fact]
    public async Task Workers_end_when_their_parent_is_killed()
    {
        using Process parent = TestJobProcess.Start(_folder.Path, "-m", "hydra/launcher=local", "action=wait", "x=1,2", "hydra.launcher.n_jobs=2");
        int[] workers = [await WorkerAsync("0"), await WorkerAsync("1")];

        parent.Kill();

        await parent.WaitForExitAsync();
        foreach (int id in workers)
            await Eventually.HoldsAsync(() => !RunningProgram.IsAlive(id), $"worker {id} ends with its parent");
    }

    [Fact]
    public async Task Interrupting_a_sweep_stops_its_workers()
    {
        using Process parent = TestJobProcess.Start(_folder.Path, "-m", "hydra/launcher=local", "action=wait", "x=1,2", "hydra.launcher.n_jobs=2");
        int[] workers = [await WorkerAsync("0"), await WorkerAsync("1")];

        await Signal.InterruptAsync(parent);

        TestJobOutcome outcome = await TestJobProcess.EndAsync(parent);
        Assert.Equal(130, outcome.ExitCode);
        foreach (int id in workers)
            await Eventually.HoldsAsync(() => !RunningProgram.IsAlive(id), $"worker {id} ends with its parent");
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("stubborn")]
    public async Task Interrupting_a_run_ends_it_with_130(string action)
    {
        using Process process = TestJobProcess.Start(_folder.Path, "hydra.run.dir=m/0", $"action={action}");
        await WorkerAsync("0");

        await Signal.InterruptAsync(process);

        Assert.Equal(130, (await TestJobProcess.EndAsync(process)).ExitCode);
    }

    [Fact]
    public async Task A_second_interruption_does_not_wait_for_the_job()
    {
        var patient = new Dictionary<string, string> { ["TEST_JOB_GRACE"] = "3600" };
        using Process process = TestJobProcess.Start(_folder.Path, patient, "hydra.run.dir=m/0", "action=stubborn");
        await WorkerAsync("0");

        await Signal.InterruptAsync(process);
        await Task.Delay(500);
        Assert.False(process.HasExited);
        await Signal.InterruptAsync(process);

        Assert.Equal(130, (await TestJobProcess.EndAsync(process)).ExitCode);
    }

    private async Task<int> WorkerAsync(string job)
    {
        string started = _folder["m", job, "started"];
        await Eventually.HoldsAsync(() => File.Exists(started) && File.ReadAllText(started).Length > 0, $"{started} is written");
        return int.Parse(File.ReadAllText(started));
    }
}
