using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>Makes the sampler of <c>hydra/sweeper/sampler</c> from its node; <c>_target_</c> is the class of Optuna.</summary>
/// <remarks>
/// Options that Optuna 4.9 ignores (<c>consider_prior</c>, <c>restart_strategy</c>, <c>warn_independent_sampling</c>) are ignored;
/// options that name Python code are refused when they are given.
/// </remarks>
internal static class SamplerFactory
{
    private static readonly string[] PythonOptions =
        ["gamma", "weights", "constraints_func", "categorical_distance_func", "source_trials", "crossover", "elite_population_selection_strategy"];

    private static readonly Dictionary<string, Func<MapNode, SearchSpace, string, ISampler>> Samplers = new(StringComparer.Ordinal)
    {
        ["TPESampler"] = (config, _, path) => new TpeSampler(SamplerOptions.Tpe(new(config, path), "n_ei_candidates", endpoints: false)),
        ["MOTPESampler"] = (config, _, path) => new TpeSampler(SamplerOptions.Tpe(new(config, path), "n_ehvi_candidates", endpoints: true)),
        ["RandomSampler"] = (config, _, path) => new RandomSampler(new SweeperSection(config, path).Seed("seed")),
        ["GridSampler"] = Grid,
        ["BruteForceSampler"] = (config, _, path) => BruteForce(new(config, path)),
        ["NSGAIISampler"] = (config, _, path) => new NsgaIISampler(SamplerOptions.Nsga(new(config, path))),
        ["NSGAIIISampler"] = (config, _, path) => NsgaIII(new(config, path)),
        ["CmaEsSampler"] = (config, space, path) =>
            new CmaEsSampler(SamplerOptions.CmaEs(new(config, path), config) with { IndependentSampler = Independent(config, space, path) }),
        ["QMCSampler"] = (config, space, path) =>
            new QmcSampler(SamplerOptions.Qmc(new(config, path)) with { IndependentSampler = Independent(config, space, path) }),
        ["GPSampler"] = (config, space, path) =>
            new GpSampler(SamplerOptions.Gp(new(config, path)) with { IndependentSampler = Independent(config, space, path) }),
    };

    /// <exception cref="ConfigException">The sampler is unknown, cannot search the space, or one of its options is wrong.</exception>
    public static ISampler Create(MapNode config, SearchSpace space) => Create(config, space, "hydra.sweeper.sampler");

    /// <summary>A grid search visits each of its points once.</summary>
    public static bool IsGrid(MapNode config) => Name(new SweeperSection(config, "")) == "GridSampler";

    private static ISampler Create(MapNode config, SearchSpace space, string path)
    {
        var section = new SweeperSection(config, path);
        foreach (string option in PythonOptions.Where(option => section.Value(option) is not null))
            throw section.Wrong(option, "null (Python code cannot be called)", section.Value(option));
        string name = Name(section);
        if (!Samplers.TryGetValue(name, out var create))
            throw section.Wrong("_target_", $"one of {string.Join(", ", Samplers.Keys)}", name);
        try
        {
            return create(config, space, path);
        }
        catch (ArgumentException error)
        {
            throw new ConfigException($"{path}: {error.Message}", config.Origin, error);
        }
    }

    private static string Name(SweeperSection section) => (section.Text("_target_") ?? "optuna.samplers.TPESampler").Split('.')[^1];

    private static ISampler? Independent(MapNode config, SearchSpace space, string path) =>
        config.TryGetValue("independent_sampler", out ConfigNode? node) && node is MapNode inner ? Create(inner, space, $"{path}.independent_sampler") : null;

    private static GridSampler Grid(MapNode config, SearchSpace space, string path)
    {
        var values = space.Searched.ToDictionary(item => item.Key, item => GridValues.Of(item.Value));
        if (values.FirstOrDefault(item => item.Value.Count == 0) is { Key: { } empty })
            throw new ConfigException($"hydra.sweeper.params: the range of '{empty}' has no values for a grid; its last value is left out, as Hydra's sweeper does.");
        return new GridSampler(values, new SweeperSection(config, path).Seed("seed"));
    }

    private static BruteForceSampler BruteForce(SweeperSection section) =>
        new(section.Seed("seed"), section.Flag("avoid_premature_stop", preset: false));

    private static NsgaIIISampler NsgaIII(SweeperSection section) =>
        new(SamplerOptions.Nsga(section), dividingParameter: section.Count("dividing_parameter", 3));
}
