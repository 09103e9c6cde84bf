using System.Globalization;
using Binnacle.Configuration;
using Binnacle.Tracking;
using Binnacle.Tuning;
using Microsoft.Data.Sqlite;

namespace Binnacle.EndToEnd.Tests;

/// <summary><c>TrainModel --multirun</c>: a study whose trials are runs.</summary>
public sealed class SweepTests(DigitsData data)
{
    private static readonly string[] Quick = ["--multirun", "epochs=1", "dry_run=true"];
    private static readonly string[] FirstTrials = ["lr=0.9 train_bs=32", "lr=1.3 train_bs=48", "lr=0.9 train_bs=64"];

    [Fact]
    public async Task The_configured_sweep_runs_the_three_trials_of_Optuna()
    {
        using Workspace workspace = new(data);
        long before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

        Outcome outcome = (await workspace.TrainAsync(Quick)).Succeeded();

        string folder = Assert.Single(workspace.RunFolders("multirun"));
        SweepLog log = SweepLog.Read(folder);
        Assert.Equal(FirstTrials, log.Trials);
        for (int job = 0; job < 3; job++)
        {
            string number = job.ToString(CultureInfo.InvariantCulture);
            Assert.True(File.Exists(Path.Combine(folder, number, ".hydra", "config.yaml")));
            Assert.True(File.Exists(Path.Combine(folder, number, "train_model.log")));
        }

        IReadOnlyList<Run> runs = await workspace.RunsAsync();
        Assert.Equal(["0.9 32", "0.9 64", "1.3 48"], runs.Select(run => $"{run.Params["learning_rate"]} {run.Params["train_batch_size"]}").Order(StringComparer.Ordinal));
        Assert.All(runs, run => Assert.StartsWith("train-model-hp-", run.Info.RunName, StringComparison.Ordinal));
        string tag = Assert.Single(runs.Select(run => run.Tags["hptuning_tag"]).Distinct());
        Assert.InRange(long.Parse(tag, CultureInfo.InvariantCulture), before, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.Equal(3, (await workspace.RunsAsync($"tags.hptuning_tag = \"{tag}\"")).Count);
        Assert.Contains("train_bs", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tag_of_a_sweep_can_be_given()
    {
        using Workspace workspace = new(data);

        using RunningProgram sweep = workspace.StartTraining([new("MLFLOW_HPTUNING_TAG", "lr study")], [.. Quick, "hydra.sweeper.n_trials=2"]);
        (await sweep.WaitAsync(TimeSpan.FromMinutes(2))).Succeeded();

        Assert.Equal(["lr study", "lr study"], (await workspace.RunsAsync()).Select(run => run.Tags["hptuning_tag"]));
    }

    [Fact]
    public async Task A_seeded_sweep_repeats_itself_and_equals_a_study_that_is_fed_by_hand()
    {
        using Workspace workspace = new(data);
        string[] arguments = [.. Quick, "setup_mlflow=false", "hydra.sweeper.n_trials=15", "hydra.sweeper.sampler.seed=7"];

        (await workspace.TrainAsync([.. arguments, "hydra.sweep.dir=first"])).Succeeded();
        (await workspace.TrainAsync([.. arguments, "hydra.sweep.dir=second"])).Succeeded();

        SweepLog first = SweepLog.Read(workspace["first"]), second = SweepLog.Read(workspace["second"]);
        Assert.Equal(15, first.Trials.Count);
        Assert.Equal(first.Trials, second.Trials);
        Assert.Equal(first.Values, second.Values);

        Study study = Feed(first.Values, batchSize: 1, seed: 7);
        Assert.Equal(first.Trials, study.Trials.Select(Overrides));
        Assert.Equal(
            await File.ReadAllTextAsync(workspace["first", "optimization_results.yaml"], TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(workspace["second", "optimization_results.yaml"], TestContext.Current.CancellationToken));
        Assert.Equal(study.BestTrials.Select(Overrides), Solutions(workspace["first"]));
    }

    [Fact]
    public async Task Two_trials_run_at_a_time_in_processes_of_their_own_and_are_told_in_batches()
    {
        using Workspace workspace = new(data);

        (await workspace.TrainAsync("--multirun", "epochs=2", "hydra.sweeper.n_jobs=2", "hydra.sweeper.n_trials=4")).Succeeded();

        string folder = Assert.Single(workspace.RunFolders("multirun"));
        SweepLog log = SweepLog.Read(folder);
        Assert.Equal(["asked 0", "asked 1", "launched 0", "launched 1"], log.Events.Take(4).Order(StringComparer.Ordinal));
        Assert.Equal(["asked 2", "asked 3", "launched 2", "launched 3"], log.Events.Skip(6).Take(4).Order(StringComparer.Ordinal));
        Assert.Equal(Feed(log.Values, batchSize: 2, seed: 55).Trials.Select(Overrides), log.Trials);

        IReadOnlyList<Run> runs = await workspace.RunsAsync();
        Assert.Equal(4, runs.Select(run => RunOwner.Of(run)!.ProcessId).Distinct().Count());
        Assert.Single(runs.Select(run => run.Tags["hptuning_tag"]).Distinct());
        Assert.All(runs.Chunk(2), pair => Assert.True(
            Math.Max(pair[0].Info.StartTime!.Value, pair[1].Info.StartTime!.Value) < Math.Min(pair[0].Info.EndTime!.Value, pair[1].Info.EndTime!.Value),
            "the runs of a batch should overlap in time"));
    }

    [Fact]
    public async Task A_study_is_kept_in_a_database_with_the_schema_of_Optuna()
    {
        using Workspace workspace = new(data);
        string[] arguments = [.. Quick, "hydra.sweeper.storage=sqlite:///study.db"];

        (await workspace.TrainAsync([.. arguments, "hydra.sweeper.n_trials=2"])).Succeeded();
        (await workspace.TrainAsync([.. arguments, "hydra.sweeper.n_trials=1"])).Succeeded();

        using SqliteConnection database = new($"Data Source={workspace["study.db"]};Pooling=False");
        database.Open();
        Assert.Equal(["base-template"], Query(database, "SELECT study_name FROM studies"));
        Assert.Equal(["MINIMIZE", "MAXIMIZE"], Query(database, "SELECT direction FROM study_directions ORDER BY objective"));
        Assert.Equal(["0 COMPLETE", "1 COMPLETE", "2 COMPLETE"], Query(database, "SELECT number || ' ' || state FROM trials ORDER BY number"));
        Assert.Equal(6L, Query(database, "SELECT count(*) FROM trial_values").Single());
        Assert.Equal(
            ["0 lr", "0 train_bs", "1 lr", "1 train_bs", "2 lr", "2 train_bs"],
            Query(database, "SELECT number || ' ' || param_name FROM trial_params JOIN trials USING (trial_id) ORDER BY 1"));
    }

    [Fact]
    public async Task A_failing_trial_is_recorded_and_the_others_go_on()
    {
        using Workspace workspace = new(data);

        Outcome outcome = await SampleProgram.TrainModel.RunAsync(
            workspace.Path,
            [.. Quick, "hydra.sweeper.max_failure_rate=1.0", "hydra.sweeper.n_trials=6",
                $"data_dir_path=choice({data.SmallProcessed},./nowhere)"]);

        outcome.Succeeded().WithoutStackTrace();
        Assert.Contains("nowhere", outcome.Error, StringComparison.Ordinal);
        SweepLog log = SweepLog.Read(Assert.Single(workspace.RunFolders("multirun")));
        Assert.Equal(["Completed", "Failed"], log.Statuses.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(6, log.Statuses.Count);
        Assert.Equal(log.Statuses.Count(status => status == "Completed"), (await workspace.RunsAsync()).Count);
    }

    [Fact]
    public async Task A_failing_trial_ends_a_sweep_that_allows_no_failure()
    {
        using Workspace workspace = new(data);

        Outcome outcome = await workspace.TrainAsync([.. Quick, "data_dir_path=./nowhere"]);

        outcome.RefusedWith("nowhere", "dotnet run --project samples/Digits/ProcessData");
    }

    [Fact]
    public async Task Two_sweeps_started_together_share_no_folder()
    {
        using Workspace workspace = new(data);
        string[] arguments = workspace.OnSmallData([.. Quick, "setup_mlflow=false", "hydra.sweeper.n_trials=2"]);

        Outcome[] outcomes = await Task.WhenAll(
            SampleProgram.TrainModel.RunAsync(workspace.Path, arguments),
            SampleProgram.TrainModel.RunAsync(workspace.Path, arguments),
            SampleProgram.TrainModel.RunAsync(workspace.Path, arguments));

        Assert.All(outcomes, outcome => outcome.Succeeded());
        string[] folders = workspace.RunFolders("multirun");
        Assert.Equal(3, folders.Length);
        Assert.All(folders, folder => Assert.Equal(2, SweepLog.Read(folder).Values.Count));
        Assert.All(folders, folder => Assert.Equal(["0", "1"], Directory.EnumerateDirectories(folder, "?").Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }

    /// <summary>The study of the sample's configuration, asked and told as the sweeper does.</summary>
    private static Study Feed(IReadOnlyList<double[]> values, int batchSize, uint seed)
    {
        KeyValuePair<string, Distribution>[] space =
        [
            new("lr", new FloatDistribution(0.9, 1.7, step: 0.1)),
            new("train_bs", new CategoricalDistribution([32L, 48L, 64L])),
        ];
        var study = Study.Create(new StudyOptions
        {
            Directions = [StudyDirection.Minimize, StudyDirection.Maximize],
            Sampler = new TpeSampler(new TpeOptions { Seed = seed }),
        });
        foreach (double[][] batch in values.Chunk(batchSize))
        {
            Trial[] trials = [.. batch.Select(_ => study.Ask(space))];
            foreach (var (trial, told) in trials.Zip(batch))
                study.Tell(trial, told);
        }

        return study;
    }

    private static string Overrides(FrozenTrial trial) => $"lr={PythonText.Of(Convert.ToDouble(trial.Params["lr"], CultureInfo.InvariantCulture))} train_bs={trial.Params["train_bs"]}";

    private static IEnumerable<string> Solutions(string folder)
    {
        MapNode results = YamlReader.ReadFile(Path.Combine(folder, "optimization_results.yaml"));
        Assert.Equal("optuna", Assert.IsType<ScalarNode>(results["name"]).Value);
        return Assert.IsType<ListNode>(results["solutions"]).Select(solution =>
        {
            MapNode parameters = Assert.IsType<MapNode>(Assert.IsType<MapNode>(solution)["params"]);
            return $"lr={PythonText.Of(parameters["lr"])} train_bs={PythonText.Of(parameters["train_bs"])}";
        });
    }

    private static IReadOnlyList<object> Query(SqliteConnection database, string sql)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<object>();
        while (reader.Read())
            rows.Add(reader.GetValue(0));
        return rows;
    }
}
