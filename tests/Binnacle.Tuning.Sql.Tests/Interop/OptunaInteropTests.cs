using Binnacle.Testing;

namespace Binnacle.Tuning.Sql.Tests.Interop;

/// <summary>Studies shared with Optuna 3.1, in databases of its version and in a journal.</summary>
/// <remarks>With <c>BINNACLE_TEST_PYTHON</c> and <c>BINNACLE_TEST_HEAD</c> the same is tried with another Optuna.</remarks>
public sealed class OptunaInteropTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Head = Environment.GetEnvironmentVariable("BINNACLE_TEST_HEAD") ?? "v3.0.0.d";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Storages => ["sqlite", "postgresql", "journal"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task A_study_of_ours_is_read_and_added_to_by_Optuna_and_continued_by_us(string kind)
    {
        string url = Url(kind);
        using (IStudyStorage storage = Open(url))
            Fill(Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler(1) }));

        var shown = (IReadOnlyDictionary<string, object?>)PythonJson.Parse(await OptunaWorker.RunAsync("show", url))!;
        await OptunaWorker.RunAsync("optimize", url, "3", "python");

        using IStudyStorage again = Open(url);
        Study study = Study.Load(new StudyOptions { Name = "s", Storage = again, Sampler = new RandomSampler(2) });
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 2);
        IReadOnlyList<FrozenTrial> trials = study.Trials;
        Assert.Equal(PythonJson.Write(trials.Take(4).Select(trial => Plain(trial, asWaiting: trial.Number == 3))), PythonJson.Write(shown["trials"]));
        Assert.Equal(PythonJson.Write(study.UserAttributes), PythonJson.Write(shown["user_attrs"]));
        Assert.Equal(8, trials.Count);
        Assert.Equal([0.75], trials[3].Values!);
        Assert.Equal(3, trials.Count(trial => trial.UserAttributes.GetValueOrDefault("worker") is "python"));
        Assert.All(trials.Skip(3), trial => Assert.Equal(trial.Params["x"], trial.Value));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task A_study_of_Optuna_is_continued_by_us_and_then_by_it(string kind)
    {
        string url = Url(kind);
        await OptunaWorker.RunAsync("fill", url);

        using (IStudyStorage storage = StudyStorage.Open(url))
        {
            Study study = Study.Load(new StudyOptions { Storage = storage, Sampler = new RandomSampler(1) });
            Assert.Equal([TrialState.Complete, TrialState.Pruned, TrialState.Fail, TrialState.Waiting], study.Trials.Select(trial => trial.State));
            Assert.Equal([0, 7], study.Trials[0].IntermediateValues.Keys);
            Assert.Equal(0, study.BestTrial.Number);
            study.Optimize(trial => trial.SuggestFloat("x", 0, 1), 2);
            Assert.Equal(0.75, study.Trials[3].Value);
            if (storage is SqlStudyStorage database)
                Assert.Equal(Head, database.Head);
        }

        await OptunaWorker.RunAsync("fill", url);
        var shown = (IReadOnlyDictionary<string, object?>)PythonJson.Parse(await OptunaWorker.RunAsync("show", url))!;
        using IStudyStorage result = StudyStorage.Open(url);
        IReadOnlyList<FrozenTrial> trials = result.GetTrials(result.FindStudy("s")!.Id);
        Assert.Equal(9, trials.Count);
        Assert.Equal(PythonJson.Write(trials.Select(trial => Plain(trial, asWaiting: false))), PythonJson.Write(shown["trials"]));
    }

    [Theory]
    [MemberData(nameof(Storages))]
    public async Task Two_processes_of_ours_and_one_of_Optuna_at_once_lose_nothing_and_claim_nothing_twice(string kind)
    {
        const int Trials = 40, Enqueued = 60;
        string url = Url(kind);
        using (IStudyStorage storage = Open(url))
        {
            Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage });
            for (int i = 0; i < Enqueued; i++)
                study.EnqueueTrial(new Dictionary<string, object?> { ["x"] = i / 100.0 });
        }

        using RunningProgram python = OptunaWorker.Start("optimize", url, $"{Trials}", "python");
        await python.UntilAsync(() => python.Output.Length > 0, "the first trial of Optuna", Patience);
        using RunningProgram one = SampleProgram.TuningWorker.Start(_folder.Path, "optimize", url, $"{Trials}", "one");
        using RunningProgram two = SampleProgram.TuningWorker.Start(_folder.Path, "optimize", url, $"{Trials}", "two");
        int[] run = [.. (await Task.WhenAll(new[] { python, one, two }.Select(worker => worker.WaitAsync(Patience))))
            .SelectMany(outcome => outcome.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => int.Parse(line, null))];

        using IStudyStorage result = StudyStorage.Open(url);
        IReadOnlyList<FrozenTrial> trials = result.GetTrials(result.FindStudy("s")!.Id);
        Assert.Equal(Enumerable.Range(0, 3 * Trials), run.Order());
        Assert.Equal(Enumerable.Range(0, 3 * Trials), trials.Select(trial => trial.Number));
        Assert.All(trials, trial => Assert.Equal(TrialState.Complete, trial.State));
        Assert.All(trials, trial => Assert.Equal(trial.Params["x"], trial.Value));
        Assert.Equal(Enumerable.Range(0, Enqueued).Select(i => i / 100.0), trials.Take(Enqueued).Select(trial => (double)trial.Params["x"]!));
        Assert.All((string[])["python", "one", "two"], name => Assert.Equal(Trials, trials.Count(trial => trial.UserAttributes["worker"] is string worker && worker == name)));
    }

    private string Url(string kind)
    {
        string url = kind switch
        {
            "sqlite" => $"sqlite:///{_folder["study.db"]}",
            "journal" => $"journal:{_folder["study.log"]}",
            _ => server.CreateDatabase(),
        };
        OptunaWorker.Require(url);
        return url;
    }

    private static IStudyStorage Open(string url) => StudyStorage.Open(url, url.StartsWith("journal:", StringComparison.Ordinal) ? null : Head);

    private static void Fill(Study study)
    {
        study.SetUserAttribute("ours", new Dictionary<string, object?> { ["list"] = new object?[] { 1, 2.5, null }, ["text"] = "ü" });
        foreach (TrialState state in (TrialState[])[TrialState.Complete, TrialState.Pruned, TrialState.Fail])
        {
            Trial trial = study.Ask();
            trial.SuggestFloat("x", 0, 1);
            trial.SuggestFloat("lr", 1e-5, 1e-1, log: true);
            trial.SuggestInt("n", 0, 10, step: 5);
            trial.SuggestCategorical<object?>("c", "a", null, true, 2.5);
            trial.Report(0.25, 0);
            trial.Report(double.NaN, 7);
            trial.SetUserAttribute("kind", state.ToString());
            study.Tell(trial, state == TrialState.Complete ? [1.5] : null, state);
        }

        study.EnqueueTrial(new Dictionary<string, object?> { ["x"] = 0.75 });
    }

    private static OrderedDictionary<string, object?> Plain(FrozenTrial trial, bool asWaiting) => new()
    {
        ["number"] = trial.Number,
        ["state"] = (asWaiting ? TrialState.Waiting : trial.State).ToString().ToUpperInvariant(),
        ["values"] = asWaiting ? null : trial.Values,
        ["params"] = asWaiting ? new Dictionary<string, object?>() : trial.Params.OrderBy(item => item.Key, StringComparer.Ordinal).ToDictionary(),
        ["intermediate_values"] = trial.IntermediateValues.ToDictionary(item => item.Key.ToString(null, null), item => double.IsNaN(item.Value) ? "nan" : (object?)item.Value),
        ["user_attrs"] = asWaiting ? new Dictionary<string, object?>() : trial.UserAttributes,
        ["system_attrs"] = trial.SystemAttributes,
        ["started"] = !asWaiting && trial.StartedAt is not null,
    };
}
