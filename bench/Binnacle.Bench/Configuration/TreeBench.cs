using System.Globalization;
using BenchmarkDotNet.Attributes;
using Binnacle.Configuration;

namespace Binnacle.Bench;

/// <summary>Whole trees of a thousand leaves, as the reference was measured.</summary>
[MemoryDiagnoser]
public class TreeBench
{
    private static readonly string Text = Leaves(i => $"key{i}: {i * 0.5}");
    private static readonly MapNode Tree = (MapNode)YamlReader.Parse(Text, "bench.yaml");
    private static readonly MapNode Small = (MapNode)YamlReader.Parse(Leaves(i => $"key{i}: {i}", 100), "bench.yaml");
    private static readonly MapNode References = (MapNode)YamlReader.Parse("seed: 1\n" + Leaves(i => $"key{i}: ${{seed}}"), "bench.yaml");

    [Benchmark]
    public ConfigNode ReadYaml() => YamlReader.Parse(Text, "bench.yaml");

    [Benchmark]
    public string WriteYaml() => YamlWriter.Write(Tree);

    [Benchmark]
    public ConfigNode Merge() => ConfigMerge.Merge(Tree, Small);

    [Benchmark]
    public MapNode Resolve() => new ResolutionContext(References).Resolve();

    private static string Leaves(Func<int, FormattableString> line, int count = 1000) =>
        string.Concat(Enumerable.Range(0, count).Select(i => line(i).ToString(CultureInfo.InvariantCulture) + "\n"));
}
