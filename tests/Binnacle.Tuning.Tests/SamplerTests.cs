namespace Binnacle.Tuning.Tests;

public sealed class SamplerTests
{
    [Fact]
    public void The_sweep_of_the_sample_suggests_what_Optuna_suggests()
    {
        Study study = Study.Create(new StudyOptions
        {
            Directions = [StudyDirection.Minimize, StudyDirection.Maximize],
            Sampler = new TpeSampler(new TpeOptions { Seed = 55 }),
        });

        study.Optimize(
            trial => [trial.SuggestFloat("lr", 0.9, 1.7, step: 0.1), trial.SuggestCategorical("train_bs", 32, 48, 64)],
            new OptimizeOptions { Trials = 3 });

        Assert.Equal([(0.9, 32L), (1.3, 48L), (0.9, 64L)],
            study.Trials.Select(trial => ((double)trial.Params["lr"]!, (long)trial.Params["train_bs"]!)));
    }

    public static TheoryData<string> Samplers => ["random", "tpe", "multivariate", "group", "liar", "nsga2", "nsga3"];

    [Theory]
    [MemberData(nameof(Samplers))]
    public void The_same_seed_gives_the_same_trials_within_their_ranges(string sampler)
    {
        List<IReadOnlyDictionary<string, object?>> first = Run(Create(sampler, 3)), second = Run(Create(sampler, 3)), other = Run(Create(sampler, 4));

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.All(first, parameters =>
        {
            Assert.InRange((double)parameters["x"]!, -5, 5);
            Assert.InRange((double)parameters["lr"]!, 1e-5, 1.0000000000000002);
            Assert.InRange((long)parameters["n"]!, 1, 9);
            Assert.Contains(parameters["c"], new object?[] { "a", "b", null });
        });
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void A_sampler_that_takes_over_the_state_of_another_continues_its_trials(string sampler)
    {
        IStatefulSampler first = (IStatefulSampler)Create(sampler, 3), second = (IStatefulSampler)Create(sampler, 4);
        InMemoryStorage storage = new();
        Run(first, storage, "resumed", 30);
        Study.Copy("resumed", storage, storage, "continued");
        second.RestoreState(first.SaveState());

        Assert.Equal(Run(first, storage, "resumed", 30), Run(second, storage, "continued", 30));
    }

    [Fact]
    public void A_state_of_another_kind_of_sampler_is_refused()
    {
        RandomSampler random = new(1);

        Assert.Throws<FormatException>(() => random.RestoreState(new TpeSampler().SaveState()));
        Assert.Throws<FormatException>(() => random.RestoreState("mt19937:3"));
    }

    [Fact]
    public void TPE_finds_a_minimum_better_than_random_search()
    {
        static double Best(ISampler sampler)
        {
            Study study = Study.Create(new StudyOptions { Sampler = sampler });
            study.Optimize(trial => Math.Pow(trial.SuggestFloat("x", -10, 10) - 2, 2) + Math.Pow(trial.SuggestFloat("y", -10, 10) + 1, 2), 120);
            return study.BestValue;
        }

        double[] tpe = [.. Enumerable.Range(0, 5).Select(seed => Best(new TpeSampler(new TpeOptions { Seed = (uint)seed })))];
        double[] random = [.. Enumerable.Range(0, 5).Select(seed => Best(new RandomSampler((uint)seed)))];

        Assert.True(tpe.Order().ElementAt(2) < random.Order().ElementAt(2) / 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fixed_parameter_stays_fixed_when_the_others_are_drawn_together(bool group)
    {
        TpeSampler others = new(new TpeOptions { Seed = 1, Multivariate = true, Group = group });
        Study study = Study.Create(new StudyOptions { Sampler = new PartialFixedSampler(new Dictionary<string, object?> { ["x"] = 0.25 }, others) });

        study.Optimize(trial => trial.SuggestFloat("x", 0, 1) + trial.SuggestFloat("y", 0, 1), 20);

        Assert.All(study.Trials, trial => Assert.Equal(0.25, trial.Params["x"]));
        Assert.Equal(20, study.Trials.Select(trial => trial.Params["y"]).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Duplicates_are_avoided_until_every_combination_was_tried(string sampler)
    {
        List<string> warnings = [];
        Study study = Study.Create(new StudyOptions
        {
            Sampler = new AvoidDuplicatesSampler(Create(sampler, 3), 1),
            Directions = [StudyDirection.Minimize, StudyDirection.Maximize],
            OnWarning = warnings.Add,
        });
        static double[] Objective(Trial trial) =>
            [trial.SuggestInt("n", 1, 4) + (trial.SuggestCategorical("c", "a", "b", "d") == "b" ? 1 : 0), trial.SuggestFloat("x", 0, 1, step: 0.5)];

        study.EnqueueTrial(new Dictionary<string, object?> { ["n"] = 2 });
        study.Optimize(Objective, new OptimizeOptions { Trials = 20 });
        Trial[] asked = [.. Enumerable.Range(0, 16).Select(_ => study.Ask())];
        foreach (Trial trial in asked)
            study.Tell(trial, Objective(trial));

        Assert.Equal(36, study.Trials.Select(trial => string.Join(' ', trial.Parameters.OrderBy(item => item.Name).Select(item => item.Value))).Distinct().Count());
        Assert.Empty(warnings);
        study.Optimize(Objective, new OptimizeOptions { Trials = 1 });
        Assert.Single(warnings);
    }

    [Fact]
    public void Continuous_parameters_are_left_to_the_sampler_whose_duplicates_are_avoided()
    {
        Assert.Equal(Run(Create("tpe", 3)), Run(new AvoidDuplicatesSampler(Create("tpe", 3))));
    }

    [Fact]
    public void A_grid_visits_every_point_once_and_stops()
    {
        GridSampler sampler = new(new Dictionary<string, IReadOnlyList<object?>> { ["a"] = [1, 2, 3], ["b"] = ["x", null] });
        Study study = Study.Create(new StudyOptions { Sampler = sampler });

        study.Optimize(
            trial => trial.SuggestInt("a", 1, 3) + (trial.SuggestCategorical("b", "x", null) is null ? 0.5 : 0), new OptimizeOptions { Trials = 100 });

        Assert.Equal(6, sampler.Count);
        Assert.Equal([1, 1.5, 2, 2.5, 3, 3.5], study.Trials.Select(trial => trial.Value!.Value).Order());
    }

    [Fact]
    public void A_grid_names_a_parameter_that_it_lacks()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new GridSampler(new Dictionary<string, IReadOnlyList<object?>> { ["a"] = [1] }) });

        Assert.Contains("'b'", Assert.Throws<TuningException>(() => study.Ask().SuggestFloat("b", 0, 1)).Message);
    }

    [Fact]
    public void Brute_force_tries_every_conditional_combination_once_and_stops()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new BruteForceSampler(7) });

        study.Optimize(
            trial => trial.SuggestCategorical("kind", "a", "b") == "a" ? trial.SuggestInt("n", 1, 3) : trial.SuggestFloat("v", 0, 0.5, step: 0.25),
            new OptimizeOptions { Trials = 100 });

        Assert.Equal([0, 0.25, 0.5, 1, 2, 3], study.Trials.Select(trial => trial.Value!.Value).Order());
    }

    [Fact]
    public void Brute_force_refuses_endless_values()
    {
        Study study = Study.Create(new StudyOptions { Sampler = new BruteForceSampler(7) });

        Assert.Contains("'x'", Assert.Throws<TuningException>(() => study.Ask().SuggestFloat("x", 0, 1)).Message);
    }

    [Fact]
    public void Fixed_parameters_stay_and_others_are_drawn()
    {
        Study study = Study.Create(new StudyOptions
        {
            Sampler = new PartialFixedSampler(new Dictionary<string, object?> { ["y"] = 4 }, new TpeSampler(new TpeOptions { Seed = 1, Multivariate = true })),
        });

        study.Optimize(trial => trial.SuggestFloat("x", 0, 1) + trial.SuggestFloat("y", 0, 9), 20);

        Assert.All(study.Trials, trial => Assert.Equal(4.0, trial.Params["y"]));
        Assert.Equal(20, study.Trials.Select(trial => trial.Params["x"]).Distinct().Count());
    }

    [Fact]
    public void Infeasible_trials_are_not_the_best()
    {
        Study study = Study.Create(new StudyOptions
        {
            Sampler = new TpeSampler(new TpeOptions { Seed = 1, Constraints = trial => [(double)trial.Params["x"]! - 0.5] }),
        });

        study.Optimize(trial => -trial.SuggestFloat("x", 0, 1), 40);

        Assert.InRange((double)study.BestParams["x"]!, 0, 0.5);
        Assert.True(study.Trials.Min(trial => trial.Value) < study.BestValue);
    }

    private static ISampler Create(string name, uint seed) => name switch
    {
        "random" => new RandomSampler(seed),
        "tpe" => new TpeSampler(new TpeOptions { Seed = seed }),
        "multivariate" => new TpeSampler(new TpeOptions { Seed = seed, Multivariate = true }),
        "group" => new TpeSampler(new TpeOptions { Seed = seed, Multivariate = true, Group = true }),
        "liar" => new TpeSampler(new TpeOptions { Seed = seed, ConstantLiar = true }),
        "nsga2" => new NsgaIISampler(new NsgaOptions { Seed = seed, PopulationSize = 8 }),
        _ => new NsgaIIISampler(new NsgaOptions { Seed = seed, PopulationSize = 8 }),
    };

    private static List<IReadOnlyDictionary<string, object?>> Run(ISampler sampler) => Run(sampler, new InMemoryStorage(), "study", 40);

    private static List<IReadOnlyDictionary<string, object?>> Run(ISampler sampler, IStudyStorage storage, string name, int trials)
    {
        Study study = Study.Create(new StudyOptions
        {
            Name = name, Storage = storage, LoadIfExists = true,
            Sampler = sampler, Directions = [StudyDirection.Minimize, StudyDirection.Maximize],
        });
        study.Optimize(
            trial =>
            {
                double x = trial.SuggestFloat("x", -5, 5), lr = trial.SuggestFloat("lr", 1e-5, 1, log: true);
                int n = trial.SuggestInt("n", 1, 9);
                return [x * x + n, lr - n + (trial.SuggestCategorical("c", "a", "b", null) == "b" ? 1 : 0)];
            },
            new OptimizeOptions { Trials = trials });
        return [.. study.Trials.Select(trial => (IReadOnlyDictionary<string, object?>)trial.Params.ToDictionary())];
    }
}
