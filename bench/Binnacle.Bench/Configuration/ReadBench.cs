using BenchmarkDotNet.Attributes;
using Binnacle.Configuration;

namespace Binnacle.Bench;

/// <summary>Reads of one key from a composed tree; each resolves its interpolation anew, only the parsed form is kept.</summary>
[MemoryDiagnoser]
public class ReadBench
{
    private static readonly ResolutionContext Config = new((MapNode)YamlReader.Parse(
        """
        seed: 7
        name: run
        model:
          size: 128
          half: ${.size}
          same: ${seed}
          title: ${name}-${model.size}
          nested: ${model.${which}}
          selected: ${oc.select:model.size}
          decoded: ${oc.decode:'[1, 2]'}
        which: size
        """,
        "bench.yaml"));

    [Benchmark(Baseline = true)]
    public ConfigNode? Plain() => Config.Select("model.size");

    [Benchmark]
    public ConfigNode? Interpolated() => Config.Select("model.same");

    [Benchmark]
    public ConfigNode? Relative() => Config.Select("model.half");

    [Benchmark]
    public ConfigNode? InText() => Config.Select("model.title");

    [Benchmark]
    public ConfigNode? Nested() => Config.Select("model.nested");

    [Benchmark]
    public ConfigNode? Selected() => Config.Select("model.selected");

    [Benchmark]
    public ConfigNode? Decoded() => Config.Select("model.decoded");
}
