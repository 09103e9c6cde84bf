using Binnacle.Configuration;
using Binnacle.Tuning;

namespace Binnacle.Jobs.Integrations;

/// <summary>Makes the sampler of <c>hydra/sweeper/sampler</c> from its node.</summary>
internal static class SamplerFactory
{
    private static readonly string[] Known = ["RandomSampler"];

    /// <exception cref="ConfigException">The sampler is unknown, cannot search the space, or one of its options is wrong.</exception>
    public static ISampler Create(MapNode config, SearchSpace space)
    {
        var section = new SweeperSection(config, "hydra.sweeper.sampler");
        return Name(section) switch
        {
            "RandomSampler" => new RandomSampler(section.Seed("seed")),
            var name => throw section.Wrong("_target_", $"one of {string.Join(", ", Known)}", name),
        };
    }

    /// <summary>A grid search visits each of its points once.</summary>
    public static bool IsGrid(MapNode config) => Name(new SweeperSection(config, "")) == "GridSampler";

    private static string Name(SweeperSection section) => (section.Text("_target_") ?? "optuna.samplers.TPESampler").Split('.')[^1];
}
