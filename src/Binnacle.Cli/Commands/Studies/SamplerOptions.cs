using System.CommandLine;
using Binnacle.Tuning;

namespace Binnacle.Cli.Commands.Studies;

/// <summary>The sampler of <c>binnacle study ask</c>.</summary>
internal sealed class SamplerOptions
{
    public Option<string?> Sampler { get; } = Choices();

    public Option<uint?> Seed { get; } = new("--seed") { Description = "Same seed, same trials: the next call continues where this one ends. Default: from the system's entropy." };

    /// <summary>The sampler; null for the study's default.</summary>
    public ISampler? Create(ParseResult parsed, bool severalObjectives) =>
        (parsed.GetValue(Sampler) ?? (parsed.GetValue(Seed) is null ? null : severalObjectives ? "nsgaii" : "tpe"), parsed.GetValue(Seed)) switch
        {
            (null, _) => null,
            ("random", var seed) => new RandomSampler(seed),
            ("qmc", var seed) => new QmcSampler(new QmcOptions { Seed = seed }),
            ("nsgaii", var seed) => new NsgaIISampler(new NsgaOptions { Seed = seed }),
            ("bruteforce", var seed) => new BruteForceSampler(seed),
            (_, var seed) => new TpeSampler(new TpeOptions { Seed = seed }),
        };

    private static Option<string?> Choices()
    {
        var option = new Option<string?>("--sampler") { Description = "Who decides the parameters. Default: tpe, with several objectives nsgaii." };
        option.AcceptOnlyFromAmong("tpe", "random", "qmc", "nsgaii", "bruteforce");
        return option;
    }
}
