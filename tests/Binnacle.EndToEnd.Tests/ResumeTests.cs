using System.Globalization;
using System.Security.Cryptography;
using Binnacle.Tracking;

namespace Binnacle.EndToEnd.Tests;

/// <summary><c>resume=true</c>: a training over several processes.</summary>
public sealed class ResumeTests(DigitsData data)
{
    private static readonly string[] StateFiles = ["model.dat", "optimizer.dat", "random.bin"];

    [Fact]
    public async Task Two_epochs_and_three_more_equal_five_bit_for_bit()
    {
        using Workspace whole = new(data), parts = new(data);
        (await whole.TrainAsync("epochs=5")).Succeeded();

        (await parts.TrainAsync("epochs=2")).Succeeded();
        (await parts.TrainAsync("resume=true", "epochs=3")).Succeeded();

        Run five = await whole.OnlyRunAsync(), resumed = await parts.OnlyRunAsync();
        Assert.Equal(RunStatus.Finished, resumed.Info.Status);
        Assert.Equal(StateHashes(whole, five), StateHashes(parts, resumed));
        IReadOnlyList<string> points = await whole.MetricPointsAsync(five.Info.RunId);
        Assert.Equal(5 * Workspace.MetricNames.Length, points.Count);
        Assert.Equal(points, await parts.MetricPointsAsync(resumed.Info.RunId));
    }

    [Fact]
    public async Task Values_of_the_command_line_apply_from_there_and_others_come_from_the_checkpoint()
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync("epochs=1", "lr=0.9", "train_bs=64")).Succeeded();

        (await workspace.TrainAsync("resume=true", "epochs=1", "lr=0.5")).Succeeded();

        Run run = await workspace.OnlyRunAsync();
        Assert.Equal("0.9", run.Params["learning_rate"]);
        Assert.Equal("64", run.Params["train_batch_size"]);
        string changes = await File.ReadAllTextAsync(
            Path.Combine(new Uri(run.Info.ArtifactUri).LocalPath, "parameter_changes", "epoch-0002.json"), TestContext.Current.CancellationToken);
        Assert.Contains("learning_rate", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("train_batch_size", changes, StringComparison.Ordinal);
        string checkpoint = workspace.Checkpoints(run.Info.RunId)[^1];
        Assert.Contains("lr: 0.5", await File.ReadAllTextAsync(Path.Combine(checkpoint, "config.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_run_that_is_no_trial_is_resumed()
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();
        (await workspace.TrainAsync("--multirun", "epochs=1", "dry_run=true", "hydra.sweeper.n_trials=1")).Succeeded();

        (await workspace.TrainAsync("resume=true", "dry_run=true")).Succeeded();

        IReadOnlyList<Run> runs = await workspace.RunsAsync();
        Assert.Equal([1L, 2L, 1L], runs.Select(run => run.Metrics["test_loss"].Step));
    }

    [Fact]
    public async Task A_run_is_resumed_by_its_id()
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();
        string first = (await workspace.RunsAsync())[0].Info.RunId;

        (await workspace.TrainAsync($"resume_run_id={first}", "dry_run=true")).Succeeded();

        IReadOnlyList<Run> runs = await workspace.RunsAsync();
        Assert.Equal([2L, 1L], runs.Select(run => run.Metrics["test_loss"].Step));
    }

    [Fact]
    public async Task A_run_whose_process_lives_is_refused_and_left_alone()
    {
        using Workspace workspace = new(data);
        using RunningProgram training = workspace.StartTraining("epochs=100000");
        await training.UntilAsync(() => training.Output.Contains("Epoch 2: train loss", StringComparison.Ordinal), "the second epoch");

        Outcome outcome = await workspace.TrainAsync("resume=true", "epochs=1");

        Run run = await workspace.OnlyRunAsync();
        outcome.RefusedWith(run.Info.RunId, "cannot be resumed", training.Id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(RunStatus.Running, run.Info.Status);
        Assert.False(training.HasExited);
        await training.KillAsync();
    }

    [Fact]
    public async Task Without_a_run_there_is_nothing_to_resume()
    {
        using Workspace workspace = new(data);

        (await workspace.TrainAsync("resume=true")).RefusedWith("no run to resume", "digits");
    }

    [Fact]
    public async Task A_missing_checkpoint_is_an_error_and_no_silent_restart()
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();
        Run run = await workspace.OnlyRunAsync();
        Directory.Delete(workspace["models"], recursive: true);

        (await workspace.TrainAsync("resume=true", "epochs=1")).RefusedWith(run.Info.RunId, "checkpoint");

        Assert.Equal(1, (await workspace.OnlyRunAsync()).Metrics["test_loss"].Step);
    }

    [Theory]
    [InlineData("model.dat")]
    [InlineData("optimizer.dat")]
    [InlineData("random.bin")]
    [InlineData("state.json")]
    [InlineData("manifest.json")]
    public async Task A_damaged_checkpoint_is_an_error_that_names_the_part(string part)
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync("epochs=1", "dry_run=true")).Succeeded();
        string path = Path.Combine(workspace.Checkpoints((await workspace.OnlyRunAsync()).Info.RunId)[^1], part);
        byte[] content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(path, content[..(content.Length / 2)], TestContext.Current.CancellationToken);

        (await workspace.TrainAsync("resume=true", "epochs=1")).RefusedWith(part, "damaged");
    }

    private static IEnumerable<string> StateHashes(Workspace workspace, Run run)
    {
        string folder = workspace.Checkpoints(run.Info.RunId)[^1];
        Assert.EndsWith("epoch-0005", folder, StringComparison.Ordinal);
        return StateFiles.Select(file => $"{file} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))))}");
    }
}
