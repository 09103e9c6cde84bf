using Binnacle.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Binnacle.Tuning.Tests;

public sealed class OptimizeTests
{
    private static Study Create(StudyDirection direction = StudyDirection.Minimize) =>
        Study.Create(new StudyOptions { Sampler = new RandomSampler(1), Directions = [direction] });

    [Fact]
    public void No_trial_starts_after_the_timeout()
    {
        FakeTimeProvider time = new();
        Study study = Create();

        study.Optimize(
            trial =>
            {
                time.Advance(TimeSpan.FromSeconds(4));
                return trial.SuggestFloat("x", 0, 1);
            },
            new OptimizeOptions { Timeout = TimeSpan.FromSeconds(10), Time = time });

        Assert.Equal(3, study.Trials.Count);
    }

    [Fact]
    public async Task Cancellation_starts_no_further_trial()
    {
        using CancellationTokenSource source = new();
        Study study = Create();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => study.OptimizeAsync(
            async (trial, cancellationToken) =>
            {
                if (trial.Number == 2)
                    await source.CancelAsync();
                return [trial.SuggestFloat("x", 0, 1)];
            },
            new OptimizeOptions { Trials = 50 },
            source.Token));

        Assert.Equal(3, study.Trials.Count(trial => trial.State == TrialState.Complete));
    }

    [Fact]
    public void An_objective_cannot_optimise_its_own_study()
    {
        Study study = Create();

        Assert.Throws<InvalidOperationException>(() => study.Optimize(
            trial =>
            {
                study.Optimize(inner => 1, 1);
                return 0;
            },
            1));

        study.Optimize(trial => 1, 1);
        Assert.Equal([TrialState.Fail, TrialState.Complete], study.Trials.Select(trial => trial.State));
    }

    [Fact]
    public void A_parallelism_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Create().Optimize(_ => 1, new OptimizeOptions { Trials = 1, Parallelism = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Create().Optimize(_ => 1, new OptimizeOptions { Trials = 1, Parallelism = -2 }));
    }

    [Fact]
    public void Callbacks_are_called_in_order_with_the_trial_as_stored()
    {
        List<string> calls = [];
        Study study = Create();

        study.Optimize(trial => trial.Number == 1 ? double.NaN : 1, new OptimizeOptions
        {
            Trials = 2,
            CollectGarbage = true,
            Callbacks = [(_, trial) => calls.Add($"a {trial.Number} {trial.State}"), (_, trial) => calls.Add($"b {trial.Number}")],
        });

        Assert.Equal(["a 0 Complete", "b 0", "a 1 Fail", "b 1"], calls);
    }

    [Fact]
    public void A_study_with_enough_trials_stops()
    {
        Study study = Create();

        study.Optimize(
            trial => trial.Number % 2 == 0 ? 1 : throw new TrialPrunedException(),
            new OptimizeOptions { Trials = 100, Callbacks = [new MaxTrialsCallback(3).Invoke] });
        Assert.Equal(5, study.Trials.Count);

        study.Optimize(_ => 1, new OptimizeOptions { Trials = 100, Callbacks = [new MaxTrialsCallback(9, []).Invoke] });
        Assert.Equal(9, study.Trials.Count);
    }

    [Fact]
    public void The_progress_bar_tells_share_times_and_the_best_trial()
    {
        FakeTimeProvider time = new();
        StringWriter output = new();
        Study study = Create(StudyDirection.Maximize);

        study.Optimize(
            trial =>
            {
                time.Advance(TimeSpan.FromSeconds(30));
                return trial.Number == 1 ? 0.25 : -trial.Number;
            },
            new OptimizeOptions { Trials = 4, Time = time, Progress = new TextProgressBar(output) });

        string[] lines = output.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(" 25% [#######-----------------------] 1/4 [00:30 < 01:30] best: 0 (trial 0)", lines[0]);
        Assert.Equal("100% [##############################] 4/4 [02:00 < 00:00] best: 0.25 (trial 1)", lines[3].TrimEnd());
    }

    [Fact]
    public void A_progress_bar_without_an_end_counts()
    {
        StringWriter output = new();
        Study study = Create();

        study.Optimize(_ => 1, new OptimizeOptions
        {
            Time = new FakeTimeProvider(),
            Progress = new TextProgressBar(output),
            Callbacks = [new MaxTrialsCallback(2).Invoke],
        });

        Assert.EndsWith("2 trials [00:00] best: 1 (trial 0)", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_in_a_storage_is_stopped_from_outside_and_goes_on_when_it_is_optimised_again()
    {
        using TemporaryFolder folder = new();
        using JournalStorage storage = new(folder["study.log"]);
        using JournalStorage other = new(folder["study.log"]);
        Study study = Study.Create(new StudyOptions { Name = "s", Storage = storage, Sampler = new RandomSampler(1) });
        Study onlooker = Study.Load(new StudyOptions { Name = "s", Storage = other });
        onlooker.RequestStop();

        study.Optimize(
            trial =>
            {
                if (trial.Number == 2)
                    onlooker.RequestStop();
                return 1;
            },
            10);

        Assert.Equal((3, 2), (study.Trials.Count, study.StopRequests));
        study.Optimize(_ => 1, 4);
        Assert.Equal(7, study.Trials.Count);
    }

    [Fact]
    public void The_studies_of_a_storage_are_summed_up()
    {
        using InMemoryStorage storage = new();
        Study.Create(new StudyOptions { Name = "one", Storage = storage, Sampler = new RandomSampler(1) }).Optimize(trial => trial.Number, 3);
        Study.Create(new StudyOptions { Name = "two", Storage = storage, Directions = [StudyDirection.Minimize, StudyDirection.Maximize] });

        IReadOnlyList<StudySummary> summaries = Study.GetSummaries(storage);

        Assert.Equal(["one 3 0", "two 0 "], summaries.Select(summary => $"{summary.Study.Name} {summary.TrialCount} {summary.BestTrial?.Number}"));
        Assert.NotNull(summaries[0].StartedAt);
        Assert.Null(summaries[1].StartedAt);
    }
}
