using Binnacle.Jobs.TestJob;
using Binnacle.Testing;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations.Tests;

/// <summary>Every sampler that <c>hydra.sweeper.sampler</c> can name draws what it draws in a study of its own.</summary>
public sealed class SamplerSweepTests : IDisposable
{
    private const int Trials = 12;

    private const string Config = """
        action: sum
        x: 1.3
        y: 2
        defaults:
          - override hydra/sweeper: optuna
          - override hydra/sweeper/sampler: SAMPLER
        hydra:
          sweep:
            dir: m
          sweeper:
            n_trials: 12
            n_jobs: 1
            params:
              x: interval(0.9,1.7)
              y: range(1,9)

        """;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, ISampler> Samplers => new()
    {
        { "cmaes", "", new CmaEsSampler(new CmaEsOptions { Seed = 3 }) },
        { "cmaes", "use_separable_cma=true", new CmaEsSampler(new CmaEsOptions { Seed = 3, Variant = CmaEsVariant.Separable }) },
        {
            "cmaes", "x0={x: 1.0, y: 3} sigma0=0.2 independent_sampler={_target_: optuna.samplers.TPESampler, seed: 4}",
            new CmaEsSampler(new CmaEsOptions
            {
                Seed = 3, Sigma0 = 0.2, X0 = new Dictionary<string, object?> { ["x"] = 1.0, ["y"] = 3.0 },
                IndependentSampler = new TpeSampler(new TpeOptions { Seed = 4 }),
            })
        },
        { "random", "", new RandomSampler(3) },
        { "nsgaii", "population_size=5", new NsgaIISampler(new NsgaOptions { Seed = 3, PopulationSize = 5 }) },
        { "nsgaii", "_target_=optuna.samplers.NSGAIIISampler population_size=5", new NsgaIIISampler(new NsgaOptions { Seed = 3, PopulationSize = 5 }) },
        { "random", "_target_=optuna.samplers.QMCSampler qmc_type=halton", new QmcSampler(new QmcOptions { Seed = 3, Sequence = QmcSequence.Halton }) },
        { "random", "_target_=optuna.samplers.GPSampler", new GpSampler(new GpOptions { Seed = 3 }) },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Samplers))]
    public async Task A_named_sampler_gives_the_trials_of_asking_and_telling_by_hand(string option, string settings, ISampler sampler)
    {
        _folder.Write("conf/config.yaml", Config.Replace("SAMPLER", option, StringComparison.Ordinal));

        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, ["-m", "hydra.sweeper.sampler.seed=3", .. Overrides(settings)]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(ByHand(sampler), Enumerable.Range(0, Trials).Select(JobOverrides));
    }

    [Theory]
    [InlineData("use_separable_cma=true with_margin=true", "hydra.sweeper.sampler.with_margin: expected false beside use_separable_cma=true, found")]
    [InlineData("popsize=1", "hydra.sweeper.sampler.popsize: expected a whole number from 2, found '1'.")]
    [InlineData("x0=[1]", "hydra.sweeper.sampler.x0: expected null or a number for each parameter")]
    [InlineData("x0={x: low}", "hydra.sweeper.sampler.x0.x: expected a number, found 'low'.")]
    [InlineData("independent_sampler={_target_: optuna.samplers.Mine}", "hydra.sweeper.sampler.independent_sampler._target_: expected one of TPESampler, ")]
    public async Task A_wrong_option_of_a_sampler_is_named(string settings, string message)
    {
        _folder.Write("conf/config.yaml", Config.Replace("SAMPLER", "cmaes", StringComparison.Ordinal));

        TestJobOutcome outcome = await TestJobProcess.RunAsync(_folder.Path, ["-m", .. Overrides(settings)]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error);
        Assert.DoesNotContain("   at ", outcome.Error);
    }

    private static IEnumerable<string> Overrides(string settings) => settings.Length == 0
        ? []
        : settings.Replace(": ", ":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal).Split(' ')
            .Select(setting => $"++hydra.sweeper.sampler.{setting}");

    private static List<string> ByHand(ISampler sampler)
    {
        Study study = Study.Create(new StudyOptions { Sampler = sampler });
        return [.. Enumerable.Range(0, Trials).Select(_ =>
        {
            Trial trial = study.Ask();
            double x = trial.SuggestFloat("x", 0.9, 1.7);
            int y = trial.SuggestInt("y", 1, 9);
            study.Tell(trial, x + y);
            return $"x={Binnacle.Configuration.PythonText.Of(x)} y={y}";
        })];
    }

    private string JobOverrides(int job) => string.Join(
        ' ', File.ReadAllLines(_folder["m", $"{job}", ".hydra", "overrides.yaml"]).Select(line => line["- ".Length..]));
}
