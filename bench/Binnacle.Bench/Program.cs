// Measures what bench/README.md shows: dotnet run -c Release --project bench/Binnacle.Bench -- NAME
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Binnacle.Bench;
using Binnacle.Bench.Pages;
using Binnacle.Bench.Server;

Dictionary<string, Func<Task>> benches = new(StringComparer.Ordinal)
{
    ["summary"] = () => SummaryBench.RunAsync(args[1..]),
    ["start"] = StartBench.RunAsync,
    ["threads"] = ThreadsBench.RunAsync,
    ["sweep"] = SweepBench.RunAsync,
    ["logging"] = LoggingBench.RunAsync,
    ["growth"] = GrowthBench.RunAsync,
    ["compose"] = Benchmark<CompositionBench>,
    ["overrides"] = Benchmark<OverrideBench>,
    ["reads"] = Benchmark<ReadBench>,
    ["server"] = () => ServerBench.RunAsync(args[1..]),
    ["studies"] = StudyBench.RunAsync,
    ["storages"] = () => StorageBench.RunAsync(args[1..]),
    ["search"] = () => SearchBench.RunAsync(args[1..]),
    ["pages"] = () => PagesBench.RunAsync(args[1..]),
    ["kill"] = () => KillBench.RunAsync(args[1..]),
    ["live"] = () => LiveBench.RunAsync(args[1..]),
    ["metrics"] = () => MetricsBench.RunAsync(args[1..]),
    ["quality"] = () => QualityBench.RunAsync(args[1..]),
    ["analysis"] = AnalysisBench.RunAsync,
    ["trees"] = Benchmark<TreeBench>,
};
if (args is not [var name, ..] || !benches.TryGetValue(name, out Func<Task>? bench))
{
    Console.Error.WriteLine($"expected one of: {string.Join(", ", benches.Keys)}");
    return 2;
}

if (args is not ["kill", "writer", ..])
    Console.WriteLine($"{Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}");
await bench();
return 0;

// In process: the repository's build settings would apply to the project that BenchmarkDotNet makes otherwise.
static Task Benchmark<T>()
{
    string results = Directory.CreateTempSubdirectory("binnacle-bench-").FullName;
    BenchmarkRunner.Run<T>(DefaultConfig.Instance
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .WithArtifactsPath(results));
    return Task.CompletedTask;
}
