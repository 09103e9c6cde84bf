using System.Globalization;
using System.Runtime.InteropServices;
using Binnacle.Testing;
using Binnacle.TorchSharp;
using Binnacle.Tracking;

namespace Digits.Modeling.Tests;

/// <summary>Trainings that are resumed in another process, after they ended and after they were killed.</summary>
[Collection(LibtorchCollection.Name)]
public sealed partial class ResumeTests(SmallData data) : IDisposable
{
    private const string Endless = "epochs=100000";
    private static readonly int HaltSignal = OperatingSystem.IsLinux() ? 19 : 17;
    private static readonly int ContinueSignal = OperatingSystem.IsLinux() ? 18 : 19;
    private readonly Workplace _workplace = new(data);

    [Fact]
    public async Task Two_epochs_and_three_in_another_process_are_five_bit_for_bit()
    {
        (await _workplace.TrainAsync("epochs=2")).Succeeded();
        (await _workplace.TrainAsync("resume=true", "epochs=3")).Succeeded();
        await AssertEqualsUninterruptedAsync(epochs: 5);
    }

    [Fact]
    public async Task A_training_killed_inside_a_step_goes_on_with_no_metric_doubled_or_lost()
    {
        using (RunningProgram training = _workplace.StartTraining(Endless))
        {
            await training.UntilAsync(() => training.Output.Contains("Epoch 3: 64/300", StringComparison.Ordinal), "the third epoch");
            await training.KillAsync();
        }

        await ResumeAndCompareAsync(more: 2);
    }

    [Fact]
    public async Task A_training_killed_between_metric_and_checkpoint_goes_on_from_the_checkpoint()
    {
        using (RunningProgram training = _workplace.StartTraining(Endless, "model_checkpoint_interval=2"))
        {
            await training.UntilAsync(() => HasMetricOfStep(3), "the metrics of the third epoch");
            await training.KillAsync();
        }

        await ResumeAndCompareAsync(more: 3);
    }

    [Fact]
    public async Task A_training_killed_while_a_checkpoint_is_written_goes_on_from_the_one_before()
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "processes are halted by a signal");
        using (RunningProgram training = _workplace.StartTraining(Endless))
        {
            await training.UntilAsync(() => HasMetricOfStep(2), "the metrics of the second epoch");
            await training.UntilAsync(() => HaltInsideCheckpoint(training.Id), "a checkpoint that is half written");
            await training.KillAsync();
        }

        await ResumeAndCompareAsync(more: 2);
        Assert.Empty(HalfWritten());
    }

    [Fact]
    public async Task Metric_points_that_are_missing_are_written_from_the_checkpoint()
    {
        (await _workplace.TrainAsync("epochs=2")).Succeeded();
        foreach (string file in Directory.EnumerateFiles(_workplace.Path, "test_loss", SearchOption.AllDirectories))
            File.WriteAllText(file, "");
        (await _workplace.TrainAsync("resume=true", "epochs=1")).Succeeded();
        await AssertEqualsUninterruptedAsync(epochs: 3);
    }

    [Fact]
    public async Task Values_of_the_command_line_apply_from_there_and_the_others_come_from_the_checkpoint()
    {
        (await _workplace.TrainAsync("epochs=2", "lr=0.9", "train_bs=50")).Succeeded();
        (await _workplace.TrainAsync("resume=true", "lr=0.5")).Succeeded();

        Run run = await _workplace.RunAsync();
        TrainingState state = _workplace.Checkpoints(run).Last()!.State;
        Assert.Equal((4, 0.5 * 0.7 * 0.7), (state.Epoch, state.LearningRate));
        Assert.Contains("train_bs: 50", state.Config, StringComparison.Ordinal);
        Assert.Equal(("0.9", "50"), (run.Params["learning_rate"], run.Params["train_batch_size"]));
        string changes = await _workplace.Store.OpenArtifacts(run.Info).ReadTextAsync("parameter_changes/epoch-0003.json");
        Assert.Contains("\"now\": \"0.5\"", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("epochs", changes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_run_to_resume_is_the_newest_that_is_no_trial_unless_one_is_named()
    {
        (await _workplace.TrainAsync("epochs=1")).Succeeded();
        Run first = await _workplace.RunAsync();
        (await _workplace.TrainAsync("epochs=1")).Succeeded();
        await CreateRunAsync("train-model-9999999999", new() { ["hptuning_tag"] = "1" });
        await CreateRunAsync("train-model-hp-9999999999", []);

        (await _workplace.TrainAsync("resume=true", "epochs=1")).Succeeded();
        (await _workplace.TrainAsync("resume=true", "epochs=4", $"resume_run_id={first.Info.RunId}")).Succeeded();

        int[] epochs = [.. (await _workplace.RunsAsync()).Select(run => _workplace.Checkpoints(run).Last()?.State.Epoch ?? 0).Order()];
        Assert.Equal([0, 0, 2, 5], epochs);
        Assert.Equal(5, _workplace.Checkpoints(first).Last()!.State.Epoch);
    }

    [Fact]
    public async Task A_run_whose_process_lives_is_refused()
    {
        using RunningProgram training = _workplace.StartTraining(Endless);
        await training.UntilAsync(() => HasMetricOfStep(1), "the first epoch");
        (await _workplace.TrainAsync("resume=true")).RefusedWith("cannot be resumed", $"process {training.Id}");
    }

    [Fact]
    public async Task Without_a_run_to_resume_the_error_says_so() =>
        (await _workplace.TrainAsync("resume=true")).RefusedWith("no run to resume in experiment 'digits'");

    [Fact]
    public async Task A_missing_or_damaged_checkpoint_is_an_error_and_the_run_stays_as_it_was()
    {
        (await _workplace.TrainAsync("epochs=2")).Succeeded();
        Run run = await _workplace.RunAsync();
        var before = await _workplace.MetricsAsync(run);
        string model = Path.Combine(_workplace.Checkpoints(run).Last()!.Folder, "model.dat");

        File.WriteAllText(model, "damaged");
        (await _workplace.TrainAsync("resume=true")).RefusedWith(model, "the checkpoint is damaged");
        Directory.Delete(_workplace.Checkpoints(run).Folder, recursive: true);
        (await _workplace.TrainAsync("resume=true")).RefusedWith(run.Info.RunId, "has no checkpoint");

        Assert.Equal(before, await _workplace.MetricsAsync(run));
        Assert.Equal(RunStatus.Finished, (await _workplace.RunAsync()).Info.Status);
    }

    public void Dispose() => _workplace.Dispose();

    private async Task ResumeAndCompareAsync(int more)
    {
        int reached = _workplace.Checkpoints(await _workplace.RunAsync()).Last()!.State.Epoch;
        (await _workplace.TrainAsync("resume=true", $"epochs={more}", "model_checkpoint_interval=1")).Succeeded();
        await AssertEqualsUninterruptedAsync(reached + more);
    }

    /// <summary>Trains the same in one go elsewhere and compares every metric point, the weights, the optimiser and the random state.</summary>
    private async Task AssertEqualsUninterruptedAsync(int epochs)
    {
        using Workplace whole = new(data);
        (await whole.TrainAsync($"epochs={epochs}")).Succeeded();
        Run expected = await whole.RunAsync();
        Run resumed = await _workplace.RunAsync();

        Assert.Equal(await whole.MetricsAsync(expected), await _workplace.MetricsAsync(resumed));
        Assert.Equal(whole.State(expected), _workplace.State(resumed));
        Assert.Equal(RunStatus.Finished, resumed.Info.Status);
    }

    private bool HasMetricOfStep(int step)
    {
        string ending = string.Create(CultureInfo.InvariantCulture, $" {step}");
        return Directory.Exists(Path.Combine(_workplace.Path, "mlruns"))
            && Directory.EnumerateFiles(Path.Combine(_workplace.Path, "mlruns"), "test_accuracy", SearchOption.AllDirectories)
                .Any(file => File.ReadLines(file).Any(line => line.EndsWith(ending, StringComparison.Ordinal)));
    }

    /// <summary>Halts the process as soon as it writes a checkpoint; lets it go on when it was faster.</summary>
    private bool HaltInsideCheckpoint(int processId)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!patience.IsCancellationRequested)
        {
            if (HalfWritten().Length == 0)
                continue;
            _ = Kill(processId, HaltSignal);
            bool finished = SpinWait.SpinUntil(() => HalfWritten().Length == 0, TimeSpan.FromMilliseconds(20));
            if (!finished)
                return true;
            _ = Kill(processId, ContinueSignal);
        }

        return false;
    }

    private string[] HalfWritten() =>
        Directory.GetDirectories(Path.Combine(_workplace.Path, "models"), ".epoch-*.new", SearchOption.AllDirectories);

    private async Task CreateRunAsync(string name, Dictionary<string, string> tags)
    {
        Experiment experiment = (await _workplace.Store.GetExperimentByNameAsync("digits"))!;
        await _workplace.Store.CreateRunAsync(new RunCreation
        {
            ExperimentId = experiment.ExperimentId,
            RunName = name,
            StartTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            Tags = tags,
        });
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
