using Binnacle.Configuration;
using Binnacle.Jobs.TestJob;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tuning;
using Binnacle.Tuning.Sql;

namespace Binnacle.Jobs.Integrations.Tests;

/// <summary>Sweeps of the test job with <c>hydra/sweeper: optuna</c>.</summary>
public sealed class OptunaSweepTests : IDisposable
{
    private const string Config = """
        action: sum
        x: 1.3
        y: 32
        guests: 2
        fail_on: 0.9
        defaults:
          - override hydra/sweeper: optuna
          - override hydra/sweeper/sampler: tpe
        hydra:
          sweep:
            dir: m
          sweeper:
            sampler:
              seed: 55
            direction: minimize
            study_name: base-template
            storage: null
            n_trials: 3
            n_jobs: 1
            params:
              x: range(0.9,1.7,step=0.1)
              y: choice(32,48,64)

        """;

    private readonly TemporaryFolder _folder = new();

    public OptunaSweepTests() => _folder.Write("conf/config.yaml", Config);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_seed_gives_the_trials_of_the_reference()
    {
        TestJobOutcome outcome = await SweepAsync();

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["x=0.9 y=32", "x=1.3 y=48", "x=0.9 y=64"], Overrides(3));
        Assert.Equal("name: optuna\nbest_params:\n  x: 0.9\n  'y': 32\nbest_value: 32.9\n", Results());
        Assert.False(File.Exists(_folder["m", "multirun.yaml"]));
    }

    [Fact]
    public async Task The_end_shows_every_trial_and_marks_the_best()
    {
        TestJobOutcome outcome = await SweepAsync("action=multi", "hydra.sweeper.direction=[minimize,maximize]");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("name: optuna\nsolutions:\n- params:\n    x: 0.9\n    'y': 32\n  values:\n  - 0.9\n  - -32.0\n", Results());
        string[] table = [.. outcome.Output.Split('\n').Where(line => line.StartsWith('│')).Select(Cells)];
        Assert.Equal(
            ["trial x y value 0 (min) value 1 (max) Pareto set", "0 0.9 32 0.9 -32 *", "1 1.3 48 1.3 -48", "2 0.9 64 0.9 -64"], table);
    }

    [Fact]
    public async Task Trials_of_a_batch_run_at_the_same_time_in_processes_of_their_own()
    {
        TestJobOutcome outcome = await SweepAsync("action=meet", "hydra.sweeper.n_jobs=2");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(["x=0.9 y=32 action=meet", "x=1.3 y=48 action=meet", "x=0.9 y=64 action=meet"], Overrides(3));
        Assert.All(Enumerable.Range(0, 3), job => Assert.True(File.Exists(_folder["m", $"{job}", ".binnacle", $"result-{job}.json"])));
    }

    [Fact]
    public async Task A_failing_trial_ends_the_sweep_when_no_failure_is_allowed()
    {
        TestJobOutcome outcome = await SweepAsync("action=fail_if");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("failed on 0.9", outcome.Error);
        Assert.Contains("1 of 1 trials failed, more than hydra.sweeper.max_failure_rate=0.0 allows", outcome.Error);
        Assert.False(Directory.Exists(_folder["m", "1"]));
        Assert.False(File.Exists(_folder["m", "optimization_results.yaml"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Failures_within_the_rate_are_recorded_and_the_others_go_on(int batch)
    {
        TestJobOutcome outcome = await SweepAsync("action=fail_if", "hydra.sweeper.max_failure_rate=1.0", $"hydra.sweeper.n_jobs={batch}");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("name: optuna\nbest_params:\n  x: 1.3\n  'y': 48\nbest_value: 1.3\n", Results());
        Assert.Equal(2, outcome.Output.Split('\n').Count(line => line.StartsWith('│') && Cells(line).EndsWith("failed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_crashed_worker_is_a_failed_trial()
    {
        TestJobOutcome outcome = await SweepAsync("action=crash_if", "hydra.sweeper.max_failure_rate=0.5", "hydra.sweeper.n_jobs=2", "hydra.sweeper.n_trials=2");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("exit code 7", outcome.Error);
        Assert.Contains("best_value: 1.3", Results());
    }

    [Fact]
    public async Task A_sweep_in_which_everything_failed_has_no_best_trial()
    {
        TestJobOutcome outcome = await SweepAsync("action=fail", "hydra.sweeper.max_failure_rate=1.0");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("No trial is completed yet", outcome.Error);
    }

    [Fact]
    public async Task A_wrong_number_of_values_fails_the_trial()
    {
        TestJobOutcome outcome = await SweepAsync("hydra.sweeper.direction=[minimize,maximize]");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("The job returned 1 values, hydra.sweeper.direction has 2.", outcome.Output);
    }

    [Theory]
    [InlineData("hydra.sweeper.n_jobs=0", "hydra.sweeper.n_jobs: expected a whole number from 1, found '0'.")]
    [InlineData("hydra.sweeper.max_failure_rate=1.5", "hydra.sweeper.max_failure_rate: expected a share from 0 to 1, found '1.5'.")]
    [InlineData("hydra.sweeper.direction=up", "hydra.sweeper.direction: expected minimize or maximize, found 'up'.")]
    [InlineData("hydra.sweeper.sampler.seed=-1", "hydra.sweeper.sampler.seed: expected null or a whole number from 0")]
    [InlineData("hydra.sweeper.custom_search_space=mine", "the program has no 'mine'")]
    [InlineData("hydra.sweeper.sampler._target_=mine.MySampler", "hydra.sweeper.sampler._target_: expected one of TPESampler, ")]
    [InlineData("hydra.sweeper.storage=mysql://host/db", "hydra.sweeper.storage: expected null, sqlite:///FILE, postgresql://USER:PASSWORD@HOST:PORT/DATABASE or journal:FILE, found 'mysql://host/db'.")]
    public async Task A_wrong_key_is_named(string argument, string message)
    {
        TestJobOutcome outcome = await SweepAsync(argument);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
        Assert.False(Directory.Exists(_folder["m"]));
    }

    [Fact]
    public async Task A_sweep_on_an_older_study_adds_its_trials()
    {
        string[] storage = ["hydra.sweeper.storage=sqlite:///study.db", "hydra.sweeper.n_trials=4"];

        TestJobOutcome first = await SweepAsync([.. storage, "hydra.sweep.dir=m1"]);
        TestJobOutcome second = await SweepAsync([.. storage, "hydra.sweep.dir=m", "hydra.sweeper.n_jobs=2", "action=fail_if", "fail_on=1.7", "hydra.sweeper.max_failure_rate=1.0"]);

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal(0, second.ExitCode);
        using SqliteStudyStorage file = SqliteStudyStorage.Open($"sqlite:///{_folder["study.db"]}");
        Study study = Study.Load(new StudyOptions { Storage = file });
        Assert.Equal(Enumerable.Range(0, 8), study.Trials.Select(trial => trial.Number));
        Assert.All(study.Trials.Take(4), trial => Assert.Equal(TrialState.Complete, trial.State));
        Assert.Equal(
            study.Trials.Skip(4).Select(trial => Equals(trial.Params["x"], 1.7) ? TrialState.Fail : TrialState.Complete),
            study.Trials.Skip(4).Select(trial => trial.State));
        Assert.Contains(TrialState.Fail, study.Trials.Skip(4).Select(trial => trial.State));
        Assert.True(Directory.Exists(_folder["m", "0"]));
        Assert.False(Directory.Exists(_folder["m", "4"]));
    }

    [Fact]
    public async Task A_sweep_that_is_continued_has_the_trials_of_one_sweep()
    {
        await SweepAsync("hydra.sweeper.storage=sqlite:///whole.db", "hydra.sweep.dir=m1", "hydra.sweeper.n_trials=6");
        await SweepAsync("hydra.sweeper.storage=sqlite:///parts.db", "hydra.sweep.dir=m2", "hydra.sweeper.n_trials=2");
        await SweepAsync("hydra.sweeper.storage=sqlite:///parts.db", "hydra.sweep.dir=m3", "hydra.sweeper.n_trials=4");

        Assert.Equal(Parameters("whole.db"), Parameters("parts.db"));
    }

    [Fact]
    public async Task A_study_of_other_directions_is_refused()
    {
        const string Storage = "hydra.sweeper.storage=sqlite:///study.db";
        await SweepAsync(Storage, "hydra.sweep.dir=m1");

        TestJobOutcome outcome = await SweepAsync(Storage, "hydra.sweeper.direction=maximize");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("the study 'base-template' in sqlite:///study.db has the directions [minimize], not [maximize]", outcome.Error);
    }

    [Fact]
    public async Task A_storage_that_is_no_database_is_named()
    {
        _folder.Write("study.db", "this is no database, but it is long enough to be taken for one if nobody looks at it closely");

        TestJobOutcome outcome = await SweepAsync("hydra.sweeper.storage=sqlite:///study.db");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("hydra.sweeper.storage: ", outcome.Error);
        Assert.Contains("study.db", outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    [Fact]
    public async Task A_sweep_gives_the_trials_of_asking_and_telling_by_hand()
    {
        TestJobOutcome outcome = await SweepAsync("hydra.sweeper.n_trials=15", "hydra.sweeper.sampler.seed=7");
        Study study = Study.Create(new StudyOptions { Sampler = new TpeSampler(new TpeOptions { Seed = 7 }) });
        var expected = new List<string>();
        for (int i = 0; i < 15; i++)
        {
            Trial trial = study.Ask();
            double x = trial.SuggestFloat("x", 0.9, 1.7, 0.1);
            int y = trial.SuggestCategorical("y", 32, 48, 64);
            expected.Add($"x={PythonText.Of(x)} y={y}");
            study.Tell(trial, x + y);
        }

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(expected, Overrides(15));
    }

    [Fact]
    public async Task Interrupted_trials_do_not_seem_to_run_for_ever()
    {
        using var process = TestJobProcess.Start(_folder.Path, "-m", "action=wait", "hydra.sweeper.n_jobs=2", "hydra.sweeper.storage=sqlite:///study.db");
        await Eventually.HoldsAsync(() => File.Exists(_folder["m", "1", "started"]), "both trials run");

        await Signal.InterruptAsync(process);

        Assert.Equal(130, (await TestJobProcess.EndAsync(process)).ExitCode);
        string[] finished = [.. File.ReadAllLines(_folder["m", ".binnacle", "sweep.jsonl"]).Where(line => line.Contains("\"finished\""))];
        Assert.Equal(2, finished.Length);
        Assert.All(finished, line => Assert.Contains("\"status\":\"Cancelled\"", line));
        using SqliteStudyStorage file = SqliteStudyStorage.Open($"sqlite:///{_folder["study.db"]}");
        Assert.All(Study.Load(new StudyOptions { Storage = file }).Trials, trial => Assert.Equal(TrialState.Fail, trial.State));
    }

    [Fact]
    public async Task Others_enqueue_a_trial_and_stop_a_sweep_through_the_journal_in_its_folder()
    {
        TestJobOutcome outcome = await SweepAsync("action=steer", "hydra.sweeper.n_trials=5");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("asked to stop; 2 of 5 trials were run", outcome.Output);
        Assert.Equal(["x=0.9 y=32 action=steer", "x=1.5 y=64 action=steer"], Overrides(2));
        Assert.False(Directory.Exists(_folder["m", "2"]));
        using JournalStorage journal = new(_folder["m", ".binnacle", "study.log"]);
        Study study = Study.Load(new StudyOptions { Storage = journal });
        Assert.Equal((5, 2), (study.PlannedTrials, study.Trials.Count));
    }

    [Fact]
    public async Task A_folder_that_is_used_again_has_the_study_of_the_last_sweep()
    {
        await SweepAsync();
        await SweepAsync("hydra.sweeper.n_trials=2");

        using JournalStorage journal = new(_folder["m", ".binnacle", "study.log"]);
        Assert.Equal(2, Study.Load(new StudyOptions { Storage = journal }).Trials.Count);
    }

    [Fact]
    public async Task A_failed_trial_says_why()
    {
        await SweepAsync("action=fail_if", "hydra.sweeper.max_failure_rate=1.0");

        using JournalStorage journal = new(_folder["m", ".binnacle", "study.log"]);
        FrozenTrial failed = Study.Load(new StudyOptions { Storage = journal }).Trials[0];
        Assert.Equal(TrialState.Fail, failed.State);
        Assert.Contains("failed on 0.9", Assert.IsType<string>(failed.SystemAttributes["fail_reason"]));
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("local")]
    public async Task The_runs_of_trials_name_their_study_and_trial(string launcher)
    {
        TestJobOutcome outcome = await SweepAsync("action=track", $"hydra/launcher={launcher}", "+folder=${hydra:runtime.cwd}");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        ITrackingStore store = TrackingStore.Open(_folder["mlruns"]);
        PagedList<Run> runs = await store.SearchRunsAsync(new RunQuery
        {
            ExperimentIds = [(await store.GetExperimentByNameAsync("test"))!.ExperimentId],
            Filter = $"tags.`{ReservedTags.Study}` = 'base-template'",
        });
        Assert.Equal(["0", "1", "2"], runs.Items.Select(run => run.Tags[ReservedTags.Trial]).Order());
        Assert.All(runs.Items, run => Assert.Equal(
            ("journal:" + _folder["m", ".binnacle", "study.log"], _folder["m"]), (run.Tags[ReservedTags.StudyStorage], run.Tags[ReservedTags.SweepFolder])));
    }

    private Task<TestJobOutcome> SweepAsync(params string[] args) => TestJobProcess.RunAsync(_folder.Path, ["-m", .. args]);

    private string Results() => File.ReadAllText(_folder["m", "optimization_results.yaml"]);

    private IEnumerable<string> Overrides(int jobs) => Enumerable.Range(0, jobs).Select(job => string.Join(
        ' ', File.ReadAllLines(_folder["m", $"{job}", ".hydra", "overrides.yaml"]).Select(line => line["- ".Length..])));

    private string[] Parameters(string file)
    {
        using SqliteStudyStorage storage = SqliteStudyStorage.Open($"sqlite:///{_folder[file]}");
        return [.. storage.GetTrials(1).Select(trial => PythonJson.Write(trial.Params))];
    }

    private static string Cells(string line) =>
        string.Join(' ', line.Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
