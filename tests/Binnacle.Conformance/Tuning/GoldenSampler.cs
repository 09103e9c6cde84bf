using System.Text.Json;
using Binnacle.Tuning;

namespace Binnacle.Conformance.Tuning;

/// <summary>Makes the sampler that a golden names, from Optuna's names of options.</summary>
internal static class GoldenSampler
{
    public static ISampler Create(JsonElement golden, IReadOnlyList<SpaceEntry> space) =>
        Create(golden.GetProperty("sampler").GetString()!, golden.GetProperty("options"), golden.GetProperty("seed").GetUInt32(), Constraints(golden, space));

    private static ISampler Create(string sampler, JsonElement options, uint seed, Func<FrozenTrial, IReadOnlyList<double>>? constraints) => sampler switch
    {
        "RandomSampler" => new RandomSampler(seed),
        "TPESampler" => new TpeSampler(Tpe(options) with { Seed = seed, Constraints = constraints }),
        "GridSampler" => new GridSampler(
            options.GetProperty("search_space").EnumerateObject().ToDictionary(item => item.Name, item => (IReadOnlyList<object?>)item.Value.Plain()!), seed),
        "BruteForceSampler" => new BruteForceSampler(seed, options.TryGetProperty("avoid_premature_stop", out JsonElement avoid) && avoid.GetBoolean()),
        "PartialFixedSampler" => new PartialFixedSampler(
            (IReadOnlyDictionary<string, object?>)options.GetProperty("fixed_params").Plain()!,
            Create(options.GetProperty("base").GetString()!, options.GetProperty("base_options"), seed, constraints)),
        "QMCSampler" => new QmcSampler(new QmcOptions
        {
            Sequence = options.TryGetProperty("qmc_type", out JsonElement sequence) && sequence.GetString() == "halton" ? QmcSequence.Halton : QmcSequence.Sobol,
            Scramble = options.TryGetProperty("scramble", out JsonElement scramble) && scramble.GetBoolean(),
            Seed = seed,
        }),
        "CmaEsSampler" => new CmaEsSampler(CmaEs(options) with { Seed = seed }),
        "NSGAIISampler" => new NsgaIISampler(Nsga(options) with { Seed = seed, Constraints = constraints }),
        "NSGAIIISampler" => new NsgaIIISampler(
            Nsga(options) with { Seed = seed, Constraints = constraints },
            options.TryGetProperty("reference_points", out JsonElement points) ? [.. points.EnumerateArray().Select(Golden.Numbers)] : null,
            options.TryGetProperty("dividing_parameter", out JsonElement dividing) ? dividing.GetInt32() : 3),
        _ => throw new NotSupportedException($"{sampler} does not exist yet"),
    };

    private static TpeOptions Tpe(JsonElement given)
    {
        TpeOptions options = given.TryGetProperty("hyperopt_parameters", out JsonElement hyperopt) && hyperopt.GetBoolean() ? TpeOptions.Hyperopt : new TpeOptions();
        foreach (JsonProperty item in given.EnumerateObject())
        {
            options = item.Name switch
            {
                "hyperopt_parameters" => options,
                "n_startup_trials" => options with { StartupTrials = item.Value.GetInt32() },
                "n_ei_candidates" => options with { Candidates = item.Value.GetInt32() },
                "multivariate" => options with { Multivariate = item.Value.GetBoolean() },
                "group" => options with { Group = item.Value.GetBoolean() },
                "constant_liar" => options with { ConstantLiar = item.Value.GetBoolean() },
                "prior_weight" => options with { PriorWeight = item.Value.Number() },
                "consider_magic_clip" => options with { MagicClip = item.Value.GetBoolean() },
                "consider_endpoints" => options with { ConsiderEndpoints = item.Value.GetBoolean() },
                "gamma" => options with { Gamma = Gamma(item.Value.GetString()!) },
                "weights" => options with { Weights = Weights(item.Value.GetString()!) },
                "categorical_distance_func" => options with
                {
                    CategoricalDistances = item.Value.EnumerateArray().ToDictionary(
                        name => name.GetString()!,
                        _ => (Func<object?, object?, double>)((a, b) => Math.Abs(Convert.ToDouble(a, null) - Convert.ToDouble(b, null)))),
                },
                _ => throw new NotSupportedException($"TPE has no option '{item.Name}'"),
            };
        }

        return options;
    }

    private static CmaEsOptions CmaEs(JsonElement given)
    {
        CmaEsOptions options = new();
        foreach (JsonProperty item in given.EnumerateObject())
        {
            options = item.Name switch
            {
                "n_startup_trials" => options with { StartupTrials = item.Value.GetInt32() },
                "popsize" => options with { PopulationSize = (int?)(long?)item.Value.Plain() },
                "sigma0" => options with { Sigma0 = (double?)item.Value.Plain() },
                "x0" => options with { X0 = (IReadOnlyDictionary<string, object?>?)item.Value.Plain() },
                "consider_pruned_trials" => options with { ConsiderPrunedTrials = item.Value.GetBoolean() },
                "use_separable_cma" when item.Value.GetBoolean() => options with { Variant = CmaEsVariant.Separable },
                "with_margin" when item.Value.GetBoolean() => options with { Variant = CmaEsVariant.WithMargin },
                "lr_adapt" when item.Value.GetBoolean() => options with { Variant = CmaEsVariant.LearningRateAdaptation },
                "use_separable_cma" or "with_margin" or "lr_adapt" => options,
                _ => throw new NotSupportedException($"CMA-ES has no option '{item.Name}'"),
            };
        }

        return options;
    }

    private static NsgaOptions Nsga(JsonElement given)
    {
        NsgaOptions options = new();
        foreach (JsonProperty item in given.EnumerateObject())
        {
            options = item.Name switch
            {
                "population_size" => options with { PopulationSize = item.Value.GetInt32() },
                "mutation_prob" => options with { MutationProbability = item.Value.ValueKind == JsonValueKind.Null ? null : item.Value.Number() },
                "crossover_prob" => options with { CrossoverProbability = item.Value.Number() },
                "swapping_prob" => options with { SwappingProbability = item.Value.Number() },
                "crossover" => options with { Crossover = Cross(item.Value) },
                "reference_points" or "dividing_parameter" => options,
                _ => throw new NotSupportedException($"NSGA has no option '{item.Name}'"),
            };
        }

        return options;
    }

    private static Crossover Cross(JsonElement given)
    {
        double? Real(string name) => given.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
        double swap = Real("uniform_crossover_prob") ?? 0.5, useChild = Real("use_child_gene_prob") ?? 0.5;
        return given.GetProperty("type").GetString() switch
        {
            "UniformCrossover" => new UniformCrossover(Real("swapping_prob") ?? 0.5),
            "BLXAlphaCrossover" => new BlxAlphaCrossover(Real("alpha") ?? 0.5),
            "SPXCrossover" => new SpxCrossover(Real("epsilon")),
            "SBXCrossover" => new SbxCrossover(Real("eta"), swap, useChild),
            "VSBXCrossover" => new VsbxCrossover(Real("eta"), swap, useChild),
            "UNDXCrossover" => new UndxCrossover(Real("sigma_xi") ?? 0.5, Real("sigma_eta")),
            var name => throw new NotSupportedException(name),
        };
    }

    private static Func<int, int> Gamma(string name) => name switch
    {
        "hyperopt" => TpeOptions.HyperoptGamma,
        "fifth" => n => (int)Math.Ceiling(0.2 * n),
        "three" => _ => 3,
        _ => throw new NotSupportedException(name),
    };

    private static Func<int, IReadOnlyList<double>> Weights(string name) => name switch
    {
        "uniform" => n => [.. Enumerable.Repeat(1.0, n)],
        "linear" => n => [.. Enumerable.Range(1, n).Select(i => (double)i / n)],
        _ => throw new NotSupportedException(name),
    };

    private static Func<FrozenTrial, IReadOnlyList<double>>? Constraints(JsonElement golden, IReadOnlyList<SpaceEntry> space)
    {
        if (!golden.TryGetProperty("constraints", out JsonElement constraints) || constraints.ValueKind != JsonValueKind.Array)
            return null;
        return trial => [.. constraints.EnumerateArray().Select(constraint => Value(constraint, trial, space))];
    }

    private static double Value(JsonElement constraint, FrozenTrial trial, IReadOnlyList<SpaceEntry> space)
    {
        double g = constraint.Number("b");
        JsonElement coefficients = constraint.GetProperty("a");
        foreach (SpaceEntry entry in space)
        {
            if (coefficients.TryGetProperty(entry.Name, out JsonElement coefficient)
                && trial.Parameters.FirstOrDefault(parameter => parameter.Name == entry.Name) is { } parameter)
            {
                g += coefficient.Number() * parameter.InternalValue;
            }
        }

        return g;
    }
}
