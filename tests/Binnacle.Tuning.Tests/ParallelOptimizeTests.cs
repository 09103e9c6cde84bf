namespace Binnacle.Tuning.Tests;

public sealed class ParallelOptimizeTests
{
    private const int Trials = 40;

    public static TheoryData<string> SamplerNames => [.. Samplers.Keys];

    private static Dictionary<string, Func<ISampler>> Samplers { get; } = new()
    {
        ["random"] = () => new RandomSampler(3),
        ["tpe"] = () => new TpeSampler(new TpeOptions { Seed = 3 }),
        ["tpe multivariate group"] = () => new TpeSampler(new TpeOptions { Seed = 3, Multivariate = true, Group = true }),
        ["tpe constant liar"] = () => new TpeSampler(new TpeOptions { Seed = 3, Multivariate = true, ConstantLiar = true }),
        ["nsga-ii"] = () => new NsgaIISampler(new NsgaOptions { Seed = 3, PopulationSize = 8 }),
        ["nsga-iii"] = () => new NsgaIIISampler(new NsgaOptions { Seed = 3, PopulationSize = 8 }),
        ["quasi-monte carlo"] = () => new QmcSampler(new QmcOptions { Seed = 3, Scramble = true }),
        ["cma-es"] = () => new CmaEsSampler(new CmaEsOptions { Seed = 3 }),
        ["gp"] = () => new GpSampler(new GpOptions { Seed = 3, StartupTrials = 30 }),
        ["brute force"] = () => new BruteForceSampler(3),
        ["grid"] = () => new GridSampler(
            new Dictionary<string, IReadOnlyList<object?>> { ["a"] = [0, 1, 2, 3, 4], ["kind"] = ["x", "y"], ["b"] = [0, 1, 2], ["c"] = [0, 1] }, 3),
        ["partly fixed"] = () => new PartialFixedSampler(new Dictionary<string, object?> { ["a"] = 2 }, new TpeSampler(new TpeOptions { Seed = 3 })),
    };

    [Theory]
    [MemberData(nameof(SamplerNames))]
    public void The_same_seed_gives_the_same_trials_whatever_the_timing(string sampler)
    {
        foreach (int parallelism in (int[])[1, 2, 8])
        {
            string[] first = Run(sampler, parallelism, delaySeed: 1);
            for (int delaySeed = 2; delaySeed <= 3; delaySeed++)
                Assert.Equal(first, Run(sampler, parallelism, delaySeed));
        }
    }

    [Theory]
    [MemberData(nameof(SamplerNames))]
    public void With_one_trial_at_a_time_a_deterministic_run_is_a_plain_run(string sampler) =>
        Assert.Equal(Run(sampler, 1, delaySeed: null, deterministic: false), Run(sampler, 1, delaySeed: null));

    [Fact]
    public void Trials_of_a_round_run_at_the_same_time()
    {
        using Barrier all = new(4);
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });

        study.Optimize(
            trial =>
            {
                double x = trial.SuggestFloat("x", 0, 1);
                Assert.True(all.SignalAndWait(TimeSpan.FromSeconds(30)), "the other trials of the round did not come");
                return x;
            },
            new OptimizeOptions { Trials = 8, Parallelism = 4, Deterministic = true });

        Assert.Equal(8, study.Trials.Count(trial => trial.State == TrialState.Complete));
    }

    [Fact]
    public void An_error_ends_a_deterministic_run_after_every_trial_of_its_round_was_told()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });

        var error = Assert.Throws<InvalidOperationException>(() => study.Optimize(
            trial => trial.Number is 5 or 6 ? throw new InvalidOperationException($"no {trial.Number}") : trial.SuggestFloat("x", 0, 1),
            new OptimizeOptions { Trials = 40, Parallelism = 4, Deterministic = true }));

        Assert.Equal("no 5", error.Message);
        Assert.Equal(8, study.Trials.Count);
        Assert.Equal([5, 6], study.Trials.Where(trial => trial.State == TrialState.Fail).Select(trial => trial.Number));
    }

    [Fact]
    public async Task An_asynchronous_objective_is_deterministic_too()
    {
        async Task<string[]> RunAsync(int delaySeed)
        {
            Study study = Study.Create(new StudyOptions { Sampler = new TpeSampler(new TpeOptions { Seed = 1 }) });
            await study.OptimizeAsync(
                async (trial, cancellationToken) =>
                {
                    double x = trial.SuggestFloat("x", 0, 1);
                    await Task.Delay(new Random(delaySeed + trial.Number).Next(3), cancellationToken);
                    return [x + trial.SuggestFloat("y", 0, 1)];
                },
                new OptimizeOptions { Trials = 30, Parallelism = 5, Deterministic = true },
                TestContext.Current.CancellationToken);
            return [.. study.Trials.Select(Text)];
        }

        Assert.Equal(await RunAsync(1), await RunAsync(100));
    }

    [Fact]
    public void Free_running_trials_are_all_told_once()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new TpeSampler(new TpeOptions { Seed = 1 }) });
        int called = 0;

        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), new OptimizeOptions
        {
            Trials = 60,
            Parallelism = -1,
            Callbacks = [(_, _) => called++],
        });

        Assert.Equal(60, called);
        Assert.Equal(Enumerable.Range(0, 60), study.Trials.Select(trial => trial.Number));
        Assert.All(study.Trials, trial => Assert.Equal(TrialState.Complete, trial.State));
    }

    [Fact]
    public void A_callback_that_throws_ends_every_worker()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new RandomSampler(1) });

        Assert.Throws<InvalidOperationException>(() => study.Optimize(trial => trial.SuggestFloat("x", 0, 1), new OptimizeOptions
        {
            Trials = 100_000,
            Parallelism = 3,
            Callbacks = [(_, _) => throw new InvalidOperationException("enough")],
        }));

        Assert.InRange(study.Trials.Count, 1, 100);
    }

    // A conditional space whose trials make different numbers of suggestions; failures, pruning and an enqueued trial among them.
    private static string[] Run(string sampler, int parallelism, int? delaySeed, bool deterministic = true)
    {
        Study study = Study.Create(new StudyOptions
        {
            Name = "deterministic",
            Sampler = Samplers[sampler](),
            Pruner = new HyperbandPruner(maximumResource: 4),
        });
        study.EnqueueTrial(new Dictionary<string, object?> { ["a"] = 1, ["kind"] = "x", ["b"] = 1 });
        study.Optimize(trial => Evaluate(trial, delaySeed), new OptimizeOptions
        {
            Trials = Trials,
            Parallelism = parallelism,
            Deterministic = deterministic,
            Catch = error => error is TimeoutException,
        });
        return [.. study.Trials.Select(Text)];
    }

    private static double Evaluate(Trial trial, int? delaySeed)
    {
        Random? delays = delaySeed is { } seed ? new Random(seed * 1000 + trial.Number) : null;
        Delay(delays);
        int a = trial.SuggestInt("a", 0, 4);
        Delay(delays);
        double value = a;
        if (trial.SuggestCategorical("kind", "x", "y") == "x")
        {
            Delay(delays);
            value += trial.SuggestInt("b", 0, 2);
        }
        else
        {
            value -= trial.SuggestInt("c", 0, 1);
        }

        if (trial.Number % 11 == 7)
            throw new TimeoutException();
        for (int step = 1; step <= 4; step++)
        {
            trial.Report(value / step, step);
            Delay(delays);
            if (trial.ShouldPrune())
                throw new TrialPrunedException();
        }

        return value;
    }

    private static void Delay(Random? delays)
    {
        if (delays?.Next(3) == 0)
            Thread.Sleep(delays.Next(3));
    }

    private static string Text(FrozenTrial trial) =>
        $"{trial.Number} {trial.State} {string.Join(" ", trial.Params.Select(item => $"{item.Key}={item.Value:R}"))} -> {trial.Values?[0]:R}";
}
