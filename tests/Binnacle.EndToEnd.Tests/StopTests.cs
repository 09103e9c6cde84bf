using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.EndToEnd.Tests;

/// <summary>Ctrl+C, in one run and in a sweep: exit code 130, runs marked KILLED, files whole, no process left.</summary>
public sealed class StopTests(DigitsData data)
{
    [Fact]
    public async Task Ctrl_C_ends_a_training_as_killed_and_it_can_be_resumed()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "Windows sends Ctrl+C to a whole console, the test's own included");
        using Workspace workspace = new(data);
        using RunningProgram training = workspace.StartTraining("epochs=100000");
        await training.UntilAsync(() => training.Output.Contains("Epoch 2: train loss", StringComparison.Ordinal), "the second epoch");

        training.Interrupt();
        Outcome outcome = await training.WaitAsync(Eventually.Patience);

        Assert.True(outcome.ExitCode == 130, $"exit code {outcome.ExitCode}\n{outcome}");
        outcome.WithoutStackTrace();
        Run run = await workspace.OnlyRunAsync();
        Assert.Equal(RunStatus.Killed, run.Info.Status);
        Assert.NotNull(run.Info.EndTime);
        AssertNoHalfFiles(workspace);
        int checkpoint = int.Parse(workspace.Checkpoints(run.Info.RunId)[^1][^4..], System.Globalization.CultureInfo.InvariantCulture);
        (await workspace.TrainAsync("resume=true", "epochs=1")).Succeeded();
        run = await workspace.OnlyRunAsync();
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.Equal(checkpoint + 1, run.Metrics["test_loss"].Step);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ctrl_C_ends_a_sweep_and_its_worker_processes(bool wholeGroup)
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "Windows sends Ctrl+C to a whole console, the test's own included");
        using Workspace workspace = new(data);
        using RunningProgram sweep = workspace.StartTraining("--multirun", "epochs=100000", "hydra.sweeper.n_jobs=2", "hydra.sweeper.n_trials=4");
        int[] workers = await WorkersAsync(workspace, sweep);

        sweep.Interrupt(wholeGroup ? workers : []);
        Outcome outcome = await sweep.WaitAsync(Eventually.Patience);

        Assert.True(outcome.ExitCode == 130, $"exit code {outcome.ExitCode}\n{outcome}");
        outcome.WithoutStackTrace();
        Assert.All(workers, worker => Assert.False(RunningProgram.IsAlive(worker)));
        IReadOnlyList<Run> runs = await workspace.RunsAsync();
        Assert.Equal([RunStatus.Killed, RunStatus.Killed], runs.Select(run => run.Info.Status));
        AssertNoHalfFiles(workspace);
    }

    [Fact]
    public async Task Workers_end_when_the_process_of_their_sweep_is_killed()
    {
        using Workspace workspace = new(data);
        using RunningProgram sweep = workspace.StartTraining("--multirun", "epochs=100000", "hydra.sweeper.n_jobs=2", "hydra.sweeper.n_trials=4");
        int[] workers = await WorkersAsync(workspace, sweep);

        await sweep.KillAsync();

        await Eventually.HoldsAsync(() => !workers.Any(RunningProgram.IsAlive), "the workers end");
        Assert.Equal([RunStatus.Killed, RunStatus.Killed], (await workspace.RunsAsync()).Select(run => run.Info.Status));
    }

    /// <summary>Waits until two workers train, and returns their process ids.</summary>
    private static async Task<int[]> WorkersAsync(Workspace workspace, RunningProgram sweep)
    {
        await sweep.UntilAsync(
            () => sweep.Output.Split('\n').Count(line => line.Contains("Epoch 2: train loss", StringComparison.Ordinal)) >= 2, "two trials that train");
        int[] workers = [.. (await workspace.RunsAsync()).Select(run => RunOwner.Of(run)!.ProcessId)];
        Assert.Equal(2, workers.Distinct().Count());
        Assert.DoesNotContain(sweep.Id, workers);
        return workers;
    }

    private static void AssertNoHalfFiles(Workspace workspace)
    {
        string[] half =
        [
            .. Directory.EnumerateFileSystemEntries(workspace.Path, "*.tmp", SearchOption.AllDirectories),
            .. Directory.EnumerateDirectories(workspace["models"], ".*.new", SearchOption.AllDirectories),
            .. Directory.EnumerateDirectories(workspace["models"], ".*.old", SearchOption.AllDirectories),
        ];
        Assert.Empty(half);
    }
}
