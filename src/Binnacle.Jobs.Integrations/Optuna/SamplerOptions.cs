using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>Reads the options of samplers by Optuna's names; an absent one has Optuna's default.</summary>
internal static class SamplerOptions
{
    public static TpeOptions Tpe(SweeperSection section, string candidates, bool endpoints) => new()
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

    public static NsgaOptions Nsga(SweeperSection section) => new()
    {
        Seed = section.Seed("seed"),
        PopulationSize = section.Count("population_size", 50),
        MutationProbability = section.OptionalNumber("mutation_prob"),
        CrossoverProbability = section.Number("crossover_prob", 0.9),
        SwappingProbability = section.Number("swapping_prob", 0.5),
    };

    public static CmaEsOptions CmaEs(SweeperSection section, MapNode config) => new()
    {
        Seed = section.Seed("seed"),
        Variant = Variant(section),
        X0 = X0(section, config),
        Sigma0 = section.OptionalNumber("sigma0"),
        StartupTrials = section.Count("n_startup_trials", 1, least: 0),
        ConsiderPrunedTrials = section.Flag("consider_pruned_trials", preset: false),
        PopulationSize = section.Value("popsize") is null ? null : section.Count("popsize", 2, least: 2),
    };

    public static QmcOptions Qmc(SweeperSection section) => new()
    {
        Seed = section.Seed("seed"),
        Scramble = section.Flag("scramble", preset: false),
        Sequence = section.Text("qmc_type") switch
        {
            null or "sobol" => QmcSequence.Sobol,
            "halton" => QmcSequence.Halton,
            var other => throw section.Wrong("qmc_type", "sobol or halton", other),
        },
    };

    public static GpOptions Gp(SweeperSection section) => new()
    {
        Seed = section.Seed("seed"),
        StartupTrials = section.Count("n_startup_trials", 10, least: 0),
        DeterministicObjective = section.Flag("deterministic_objective", preset: false),
    };

    private static CmaEsVariant Variant(SweeperSection section)
    {
        (string Key, CmaEsVariant Variant)[] variants =
        [
            ("use_separable_cma", CmaEsVariant.Separable),
            ("with_margin", CmaEsVariant.WithMargin),
            ("lr_adapt", CmaEsVariant.LearningRateAdaptation),
        ];
        (string Key, CmaEsVariant Variant)[] chosen = [.. variants.Where(item => section.Flag(item.Key, preset: false))];
        return chosen switch
        {
            [] => CmaEsVariant.Full,
            [var only] => only.Variant,
            [var first, var second, ..] => throw section.Wrong(second.Key, $"false beside {first.Key}=true", true),
        };
    }

    private static Dictionary<string, object?>? X0(SweeperSection section, MapNode config)
    {
        if (!config.TryGetValue("x0", out ConfigNode? node) || node is ScalarNode { Value: null })
            return null;
        if (node is not MapNode start)
            throw section.Wrong("x0", "null or a number for each parameter", section.Value("x0"));
        return start.ToDictionary(item => item.Key.Text, item => (object?)Number(section, item.Key.Text, item.Value));
    }

    private static double Number(SweeperSection section, string name, ConfigNode node) => (node as ScalarNode)?.Value switch
    {
        double number => number,
        long number => number,
        var other => throw section.Wrong($"x0.{name}", "a number", other),
    };
}
