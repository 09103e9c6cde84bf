using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>Makes the sampler of <c>hydra/sweeper/sampler</c> from its node.</summary>
/// <remarks>
/// Options that Optuna 4.9 ignores (<c>consider_prior</c>, <c>warn_independent_sampling</c>) are ignored; options that name Python code
/// are refused when they are given.
/// </remarks>
internal static class SamplerFactory
{
    private static readonly string[] Known = ["TPESampler", "MOTPESampler", "RandomSampler", "GridSampler", "NSGAIISampler"];
    private static readonly string[] PythonOptions = ["gamma", "weights", "constraints_func", "categorical_distance_func", "independent_sampler"];

    /// <exception cref="ConfigException">The sampler is unknown, cannot search the space, or one of its options is wrong.</exception>
    public static ISampler Create(MapNode config, SearchSpace space)
    {
        var section = new SweeperSection(config, "hydra.sweeper.sampler");
        foreach (string option in PythonOptions.Where(option => section.Value(option) is not null))
            throw section.Wrong(option, "null (Python code cannot be called)", section.Value(option));
        return Name(section) switch
        {
            "TPESampler" => new TpeSampler(Tpe(section, "n_ei_candidates", endpoints: false)),
            "MOTPESampler" => new TpeSampler(Tpe(section, "n_ehvi_candidates", endpoints: true)),
            "RandomSampler" => new RandomSampler(section.Seed("seed")),
            "GridSampler" => Grid(section, space),
            "NSGAIISampler" => NsgaII(section),
            var name => throw section.Wrong("_target_", $"one of {string.Join(", ", Known)}", name),
        };
    }

    /// <summary>A grid search visits each of its points once.</summary>
    public static bool IsGrid(MapNode config) => Name(new SweeperSection(config, "")) == "GridSampler";

    private static string Name(SweeperSection section) => (section.Text("_target_") ?? "optuna.samplers.TPESampler").Split('.')[^1];

    private static GridSampler Grid(SweeperSection section, SearchSpace space)
    {
        var values = space.Searched.ToDictionary(item => item.Key, item => GridValues.Of(item.Value));
        if (values.FirstOrDefault(item => item.Value.Count == 0) is { Key: { } empty })
            throw new ConfigException($"hydra.sweeper.params: the range of '{empty}' has no values for a grid; its last value is left out, as Hydra's sweeper does.");
        return new GridSampler(values, section.Seed("seed"));
    }

    private static NsgaIISampler NsgaII(SweeperSection section)
    {
        try
        {
            return new NsgaIISampler(new NsgaOptions
            {
                Seed = section.Seed("seed"),
                PopulationSize = section.Count("population_size", 50),
                MutationProbability = section.Value("mutation_prob") is null ? null : section.Number("mutation_prob", 0),
                CrossoverProbability = section.Number("crossover_prob", 0.9),
                SwappingProbability = section.Number("swapping_prob", 0.5),
            });
        }
        catch (ArgumentException error)
        {
            throw new ConfigException($"hydra.sweeper.sampler: {error.Message}", null, error);
        }
    }

    private static TpeOptions Tpe(SweeperSection section, string candidates, bool endpoints) => new()
    {
        Seed = section.Seed("seed"),
        StartupTrials = section.Count("n_startup_trials", 10, least: 0),
        Candidates = section.Count(candidates, 24),
        Multivariate = section.Flag("multivariate", preset: false),
        Group = section.Flag("group", preset: false),
        ConstantLiar = section.Flag("constant_liar", preset: false),
        PriorWeight = section.Number("prior_weight", 1.0),
        MagicClip = section.Flag("consider_magic_clip", preset: true),
        ConsiderEndpoints = section.Flag("consider_endpoints", endpoints),
    };
}
