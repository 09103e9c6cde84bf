using Binnacle.Testing;

namespace Binnacle.Tuning.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Samplers => ["random", "tpe", "tpe multivariate", "nsga2", "nsga3", "qmc", "cmaes", "gp", "avoid duplicates"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samplers))]
    public void A_study_that_is_stopped_and_resumed_has_the_trials_of_one_run(string sampler)
    {
        Run("whole.log", sampler, 40);
        foreach (int trials in (int[])[7, 13, 20])
            Run("parts.log", sampler, trials);

        Assert.Equal(Parameters("whole.log"), Parameters("parts.log"));
    }

    [Fact]
    public void Without_continuation_the_same_trials_are_drawn_again()
    {
        Run("s.log", "random", 5);
        Run("s.log", "random", 5, continued: false);

        string[] parameters = [.. Parameters("s.log")];
        Assert.Equal(parameters[..5], parameters[5..]);
    }

    [Fact]
    public void Another_seed_and_no_seed_begin_on_their_own()
    {
        Run("s.log", "random", 3);
        using JournalStorage storage = Open("s.log");
        foreach (ISampler other in (ISampler[])[new RandomSampler(2), new RandomSampler()])
        {
            Study study = Study.Load(new StudyOptions { Storage = storage, Sampler = other });
            study.Optimize(Objective, 2);
        }

        Assert.Equal(7, Parameters("s.log").Distinct().Count());
        Assert.Equal(2, storage.GetStudies().Single().SystemAttributes.Keys.Count(key => key.StartsWith("binnacle:sampler:RandomSampler:", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_state_that_cannot_be_read_is_named()
    {
        Run("s.log", "random", 1);
        using JournalStorage storage = Open("s.log");
        string key = storage.GetStudies().Single().SystemAttributes.Keys.Single(key => key.StartsWith("binnacle:sampler:", StringComparison.Ordinal));
        storage.SetStudySystemAttribute(0, key, "nonsense");

        Assert.Contains(key, Assert.Throws<TuningException>(() => Study.Load(new StudyOptions { Storage = storage, Sampler = new RandomSampler(1) })).Message);
    }

    private JournalStorage Open(string file) => new(_folder[file], new JournalStorageOptions { SurvivePowerLoss = false });

    private void Run(string file, string sampler, int trials, bool continued = true)
    {
        using JournalStorage storage = Open(file);
        Study study = Study.Create(new StudyOptions
        {
            Name = "s",
            Storage = storage,
            LoadIfExists = true,
            ContinueSampler = continued,
            Sampler = sampler switch
            {
                "random" => new RandomSampler(1),
                "tpe" => new TpeSampler(new TpeOptions { Seed = 1 }),
                "tpe multivariate" => new TpeSampler(new TpeOptions { Seed = 1, Multivariate = true }),
                "nsga3" => new NsgaIIISampler(new NsgaOptions { Seed = 1, PopulationSize = 8 }),
                "cmaes" => new CmaEsSampler(new CmaEsOptions { Seed = 1 }),
                "gp" => new GpSampler(new GpOptions { Seed = 1 }),
                "avoid duplicates" => new AvoidDuplicatesSampler(new RandomSampler(1), 1),
                "qmc" => new QmcSampler(new QmcOptions { Seed = 1 }),
                _ => new NsgaIISampler(new NsgaOptions { Seed = 1, PopulationSize = 8 }),
            },
        });
        study.Optimize(Objective, trials);
    }

    private static double Objective(Trial trial) => trial.SuggestFloat("x", 0, 1) + trial.SuggestInt("n", 0, 1000) + trial.SuggestCategorical("c", 1, 2, 3);

    private string[] Parameters(string file)
    {
        using JournalStorage storage = Open(file);
        return [.. storage.GetTrials(0).Select(trial => string.Join(' ', trial.Parameters.Select(parameter => PythonJson.Format(parameter.InternalValue))))];
    }
}
