using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Binnacle.Configuration;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.EndToEnd.Tests;

/// <summary>The program <c>TrainModel</c>, one run at a time: what it leaves in its folder, its log and the tracking store.</summary>
public sealed class TrainModelTests(DigitsData data)
{
    [Fact]
    public async Task A_run_leaves_its_configuration_and_its_log()
    {
        using Workspace workspace = new(data);

        Outcome outcome = await workspace.TrainAsync("epochs=1", "lr=0.9", "log_dir=./shared/logs");

        Assert.Contains("Epoch 1: train loss", outcome.Succeeded().Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
        string folder = Assert.Single(workspace.RunFolders("outputs"));
        MapNode config = YamlReader.ReadFile(Path.Combine(folder, ".hydra", "config.yaml"));
        Assert.Equal(0.9, Assert.IsType<ScalarNode>(config["lr"]).Value);
        Assert.Equal(1.3, Value(YamlReader.ReadFile(TrainModelYaml), "lr"));
        Assert.Equal(
            [$"data_dir_path={data.SmallProcessed}", "epochs=1", "lr=0.9", "log_dir=./shared/logs"],
            Texts(YamlReader.Parse(await ReadAsync(folder, ".hydra", "overrides.yaml"), "overrides.yaml")));
        Assert.True(YamlReader.ReadFile(Path.Combine(folder, ".hydra", "hydra.yaml")).ContainsKey("hydra"));
        Assert.Contains("Epoch 1: train loss", await ReadAsync(folder, "train_model.log"), StringComparison.Ordinal);

        string[] lines = await File.ReadAllLinesAsync(workspace["shared", "logs", "info.log"], TestContext.Current.CancellationToken);
        Assert.Contains(lines, line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString()!.StartsWith("Epoch 1: train loss", StringComparison.Ordinal));
        Assert.False(Directory.Exists(workspace["logs"]));
    }

    [Fact]
    public async Task A_run_is_tracked_with_parameters_metrics_tags_and_artifacts()
    {
        using Workspace workspace = new(data);
        string commit = Commit(workspace.Path);
        long before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        using RunningProgram training = workspace.StartTraining(
            [new("JOB_UUID", "9f1c"), new("JOB_NAME", "nightly"), new("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL", "0.2")], "epochs=3", "train_bs=16");
        (await training.WaitAsync(TimeSpan.FromMinutes(2))).Succeeded();

        Run run = await workspace.OnlyRunAsync();
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.NotNull(run.Info.EndTime);
        Assert.StartsWith("train-model-", run.Info.RunName, StringComparison.Ordinal);
        Assert.InRange(long.Parse(run.Info.RunName["train-model-".Length..], CultureInfo.InvariantCulture), before, before + 120);

        Assert.Equal("1.3", run.Params["learning_rate"]);
        Assert.Equal("16", run.Params["train_batch_size"]);
        Assert.Equal("100", run.Params["test_batch_size"]);
        Assert.Equal("0.7", run.Params["gamma"]);
        Assert.Equal("1111", run.Params["seed"]);
        Assert.Equal("3", run.Params["epochs"]);

        IReadOnlyList<string> points = await workspace.MetricPointsAsync(run.Info.RunId);
        Assert.Equal(
            Workspace.MetricNames.SelectMany(name => (string[])[$"{name} 1", $"{name} 2", $"{name} 3"]),
            points.Select(point => point[..point.LastIndexOf(' ')]));
        Assert.Contains(run.Metrics.Keys, key => key.StartsWith("system/", StringComparison.Ordinal));

        Assert.Equal("9f1c", run.Tags["job_uuid"]);
        Assert.Equal("nightly", run.Tags["job_name"]);
        Assert.Equal(commit, run.Tags[ReservedTags.GitCommit]);
        Assert.Equal(Environment.UserName, run.Tags[ReservedTags.User]);
        Assert.Contains("TrainModel", run.Tags[ReservedTags.SourceName], StringComparison.Ordinal);
        Assert.DoesNotContain("hptuning_tag", run.Tags.Keys);

        string artifacts = new Uri(run.Info.ArtifactUri).LocalPath;
        JsonElement config = JsonDocument.Parse(await ReadAsync(artifacts, "train_model_config.json")).RootElement;
        Assert.Equal(16, config.GetProperty("train_bs").GetInt32());
        Assert.Equal("./mlruns", config.GetProperty("mlflow_tracking_uri").GetString());
        string last = Assert.Single(workspace.Checkpoints(run.Info.RunId), folder => folder.EndsWith("epoch-0003", StringComparison.Ordinal));
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(last, "model.dat"), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(Path.Combine(artifacts, "checkpoints", "last", "model.dat"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_tracking_a_training_leaves_checkpoints_and_no_store()
    {
        using Workspace workspace = new(data);

        (await workspace.TrainAsync("epochs=1", "setup_mlflow=false")).Succeeded();

        Assert.False(Directory.Exists(workspace["mlruns"]));
        Assert.Single(Directory.EnumerateDirectories(workspace["models"]));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_reported_and_training_goes_on()
    {
        using Workspace workspace = new(data);
        await File.WriteAllTextAsync(workspace["mlruns"], "a file where the store should be", TestContext.Current.CancellationToken);

        Outcome outcome = (await workspace.TrainAsync("epochs=1")).Succeeded().WithoutStackTrace();

        Assert.Contains("ERROR", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Contains("mlruns", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Epoch 1: train loss", outcome.Output, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateDirectories(workspace["models"]));
    }

    [Fact]
    public async Task Autologging_describes_the_model_besides()
    {
        using Workspace workspace = new(data);

        (await workspace.TrainAsync("epochs=1", "dry_run=true", "mlflow_autolog=true")).Succeeded();

        Run run = await workspace.OnlyRunAsync();
        Assert.Contains(run.Params.Keys, key => key.StartsWith("optimizer", StringComparison.Ordinal) || key.StartsWith("opt_", StringComparison.Ordinal));
        Assert.True(run.Params.Count > 14, string.Join(", ", run.Params.Keys));
    }

    [Fact]
    public async Task An_edit_of_the_configuration_takes_effect_without_a_build()
    {
        using Workspace workspace = new(data);
        string conf = workspace.CopyConf(text => text.Replace("gamma: 0.7", "gamma: 0.25", StringComparison.Ordinal));

        (await workspace.TrainAsync("epochs=1", "dry_run=true", "--config-path", conf)).Succeeded();

        Assert.Equal("0.25", (await workspace.OnlyRunAsync()).Params["gamma"]);
    }

    [Fact]
    public async Task A_wrong_logging_file_falls_back_to_the_console_and_says_so()
    {
        using Workspace workspace = new(data);
        string conf = workspace.CopyConf(text => text);
        File.Delete(Path.Combine(conf, "logging.yaml"));

        Outcome outcome = (await workspace.TrainAsync("epochs=1", "dry_run=true", "--config-path", conf)).Succeeded().WithoutStackTrace();

        Assert.Contains("logging.yaml", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("ERROR", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Epoch 1: train loss", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    private static string TrainModelYaml { get; } = RepositoryRoot.Combine("samples", "Digits", "conf", "train_model.yaml");

    private static object? Value(MapNode map, string key) => Assert.IsType<ScalarNode>(map[key]).Value;

    private static IEnumerable<string?> Texts(ConfigNode node) =>
        Assert.IsType<ListNode>(node).Select(item => Assert.IsType<ScalarNode>(item).Value as string);

    private static Task<string> ReadAsync(params string[] path) => File.ReadAllTextAsync(Path.Combine(path), TestContext.Current.CancellationToken);

    /// <summary>Makes a git repository with one commit, as a user's project is, and returns the commit.</summary>
    private static string Commit(string folder)
    {
        string git = Requirement.Program("git");
        Run("init", "-q");
        Run("-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-q", "--allow-empty", "-m", "First");
        return Run("rev-parse", "HEAD");

        string Run(params string[] arguments)
        {
            using Process process = Process.Start(new ProcessStartInfo(git, ["-C", folder, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return output.Trim();
        }
    }
}
