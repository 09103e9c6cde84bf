using System.Globalization;
using BenchmarkDotNet.Attributes;
using Binnacle.Configuration;

namespace Binnacle.Bench;

/// <summary>Parsing of overrides, an operation being one override.</summary>
[MemoryDiagnoser]
public class OverrideBench
{
    private const int Count = 1000;

    private static readonly string[] Simple = Make(i => $"model.layer{i}.size={i}");
    private static readonly string[] Groups = Make(i => $"db/server@source{i}=mysql");
    private static readonly string[] Lists = Make(i => $"sizes{i}=[1,2.5,true,text,{{a: {i}}}]");
    private static readonly string[] Sweeps = Make(i => $"lr{i}=choice(0.1,0.2,0.3),interval(0,{i})");

    [Benchmark(OperationsPerInvoke = Count)]
    public int SimpleOverrides() => OverrideParser.ParseAll(Simple).Count;

    [Benchmark(OperationsPerInvoke = Count)]
    public int GroupOverrides() => OverrideParser.ParseAll(Groups).Count;

    [Benchmark(OperationsPerInvoke = Count)]
    public int ListOverrides() => OverrideParser.ParseAll(Lists).Count;

    [Benchmark(OperationsPerInvoke = Count)]
    public int SweepOverrides() => OverrideParser.ParseAll(Sweeps).Count;

    private static string[] Make(Func<int, FormattableString> text) =>
        [.. Enumerable.Range(0, Count).Select(i => text(i).ToString(CultureInfo.InvariantCulture))];
}
