using System.Globalization;
using Binnacle.Tracking;

namespace Binnacle.EndToEnd.Tests;

/// <summary>A training that is killed at any moment goes on with every metric once, as if nothing had happened.</summary>
public sealed class KillTests(DigitsData data)
{
    private const int Epochs = 8;
    private const int Attempts = 30;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Killed_inside_a_step(int epoch)
    {
        string step = string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch}: 1");
        await KillWhen((_, training) => training.Output.Contains(step, StringComparison.Ordinal), $"step in epoch {epoch}");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public Task Killed_between_a_metric_and_its_checkpoint(int epoch) =>
        KillWhen((workspace, _) => LastStep(workspace) >= epoch && LastCheckpoint(workspace) < LastStep(workspace), $"metric of epoch {epoch} without its checkpoint");

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public Task Killed_inside_the_writing_of_a_checkpoint(int epoch) =>
        KillWhen((workspace, _) => Exists(workspace, "models", string.Create(CultureInfo.InvariantCulture, $".epoch-{epoch:D4}.new")), $"half a checkpoint of epoch {epoch}");

    [Fact]
    public Task Killed_while_an_old_checkpoint_is_removed() =>
        KillWhen((workspace, _) => Exists(workspace, "models", ".epoch-*.old"), "an old checkpoint half removed");

    [Fact]
    public async Task Killed_before_its_first_checkpoint_a_training_cannot_be_resumed()
    {
        using Workspace workspace = new(data);
        using (RunningProgram training = workspace.StartTraining("epochs=3", "model_checkpoint_interval=2"))
        {
            await training.UntilAsync(() => LastStep(workspace) >= 1, "the first metric");
            await training.KillAsync();
        }

        Assert.Empty(workspace.Checkpoints((await workspace.OnlyRunAsync()).Info.RunId));
        (await workspace.TrainAsync("resume=true")).RefusedWith("has no checkpoint to resume from");
    }

    /// <summary>Kills a training at the moment that <paramref name="moment"/> observes, resumes it, and compares with one that was left alone.</summary>
    private async Task KillWhen(Func<Workspace, RunningProgram, bool> moment, string what)
    {
        using Workspace workspace = await KilledAsync(moment, what);
        int done = LastCheckpoint(workspace);

        Outcome resumed = (await workspace.TrainAsync("resume=true", $"epochs={Epochs - done}", "log_interval=1")).Succeeded();

        Assert.Contains($"Epoch {done + 1}: train loss", resumed.Output, StringComparison.Ordinal);
        Run run = await workspace.OnlyRunAsync();
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.Equal(await ExpectedPointsAsync(), await workspace.MetricPointsAsync(run.Info.RunId));
    }

    /// <summary>A workspace whose training was killed at the moment; a moment that lasts milliseconds may take several trainings to be seen.</summary>
    private async Task<Workspace> KilledAsync(Func<Workspace, RunningProgram, bool> moment, string what)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Workspace workspace = new(data);
            using RunningProgram training = workspace.StartTraining($"epochs={Epochs}", "log_interval=1");
            if (training.Reaches(() => moment(workspace, training)))
            {
                await training.KillAsync();
                Run killed = await workspace.OnlyRunAsync();
                if (killed.Info.Status == RunStatus.Running && LastCheckpoint(workspace) is >= 1 and < Epochs)
                    return workspace;
            }

            workspace.Dispose();
        }

        Assert.Fail($"No training of {Attempts} could be killed at {what}.");
        return null!;
    }

    /// <summary>The metrics of a training of the same length that nobody disturbed.</summary>
    private async Task<IReadOnlyList<string>> ExpectedPointsAsync()
    {
        using Workspace workspace = new(data);
        (await workspace.TrainAsync($"epochs={Epochs}")).Succeeded();
        IReadOnlyList<string> points = await workspace.MetricPointsAsync((await workspace.OnlyRunAsync()).Info.RunId);
        Assert.Equal(Epochs * Workspace.MetricNames.Length, points.Count);
        return points;
    }

    /// <summary>The last epoch whose metrics are in the store, looked up in the store's files as another process sees them.</summary>
    private static int LastStep(Workspace workspace) => Files(workspace, "mlruns", "test_accuracy")
        .Select(path => LastLine(path)?.Split(' ')[^1])
        .Select(step => int.TryParse(step, CultureInfo.InvariantCulture, out int epoch) ? epoch : 0)
        .FirstOrDefault();

    private static string? LastLine(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        }
        catch (IOException)
        {
            // Its writer is at it; the next look sees what it wrote.
            return null;
        }
    }

    private static int LastCheckpoint(Workspace workspace) => !Directory.Exists(workspace["models"])
        ? 0
        : Directory.EnumerateDirectories(workspace["models"], "epoch-*", SearchOption.AllDirectories)
            .Select(path => int.Parse(path[^4..], CultureInfo.InvariantCulture))
            .DefaultIfEmpty().Max();

    private static bool Exists(Workspace workspace, string root, string folder) =>
        Directory.Exists(workspace[root]) && Directory.EnumerateDirectories(workspace[root])
            .SelectMany(run => Directory.EnumerateDirectories(run, folder)).Any();

    private static IEnumerable<string> Files(Workspace workspace, string root, string name) => Directory.Exists(workspace[root])
        ? Directory.EnumerateFiles(workspace[root], name, SearchOption.AllDirectories)
        : [];
}
