using System.Globalization;
using Binnacle.Server.Tests;
using Binnacle.Testing;
using Binnacle.Tracking;
using Binnacle.Tuning;

namespace Binnacle.Server.BrowserTests;

/// <summary>A study in a journal whose trials are runs of a store.</summary>
internal sealed class StudyData : IDisposable
{
    public const string Name = "digits <b>search</b>";

    private readonly TemporaryFolder _folder = new();
    private readonly TestStore _data;

    private StudyData(TestStore data, int objectives, string name)
    {
        _data = data;
        Storage = new JournalStorage(Journal);
        Study = Study.Create(new StudyOptions
        {
            Name = name,
            Storage = Storage,
            Sampler = new RandomSampler(1),
            Directions = [.. Enumerable.Repeat(StudyDirection.Minimize, objectives)],
        });
    }

    public string Journal => _folder["study.log"];

    public JournalStorage Storage { get; }

    public Study Study { get; }

    /// <summary>Complete, pruned and failed trials; with several objectives none is pruned.</summary>
    public static async Task<StudyData> CreateAsync(TestStore data, int trials = 30, int objectives = 1, string name = Name)
    {
        StudyData study = new(data, objectives, name);
        string experiment = await data.ExperimentAsync(objectives == 1 ? "search" : $"search-{objectives}");
        study.Study.SetPlannedTrials(trials + 10);
        for (int i = 0; i < trials; i++)
            await study.RunTrialAsync(experiment, fails: i % 10 == 9, prunes: objectives == 1 && i % 5 == 4);
        return study;
    }

    /// <summary>Asks for a trial, runs it as a tagged run, and tells it.</summary>
    public async Task<int> RunTrialAsync(string experiment, bool fails = false, bool prunes = false)
    {
        Trial trial = Study.Ask();
        double lr = trial.SuggestFloat("lr", 1e-5, 1, log: true);
        int layers = trial.SuggestInt("layers", 1, 5);
        string optimizer = trial.SuggestCategorical("optimizer", "sgd", "adam", "<script>alert(1)</script>");
        double value = Math.Abs(Math.Log10(lr) + 2) + (0.1 * layers) + (optimizer == "adam" ? 0 : 0.3);
        if (Study.Directions.Length == 1)
        {
            for (int step = 0; step < 5; step++)
                trial.Report(value + 2 - (0.4 * step), step);
        }

        await _data.RunAsync(
            experiment, $"search-{trial.Number:00}", fails ? RunStatus.Failed : RunStatus.Finished,
            parameters: new() { ["lr"] = lr.ToString("R", CultureInfo.InvariantCulture) }, metrics: new() { ["loss"] = [value + 1, value] },
            tags: new()
            {
                [ReservedTags.Study] = Study.Name,
                [ReservedTags.StudyStorage] = "journal:" + Journal,
                [ReservedTags.Trial] = trial.Number.ToString(CultureInfo.InvariantCulture),
            });
        if (fails)
            trial.SetSystemAttribute("fail_reason", "CUDA out of memory <img src=x onerror=alert(1)>");
        TrialState state = fails ? TrialState.Fail : prunes ? TrialState.Pruned : TrialState.Complete;
        Study.Tell(trial, state == TrialState.Complete ? [.. Enumerable.Range(0, Study.Directions.Length).Select(i => i == 0 ? value : layers + (i * lr))] : null, state);
        return trial.Number;
    }

    public void Dispose()
    {
        Storage.Dispose();
        _folder.Dispose();
    }
}
