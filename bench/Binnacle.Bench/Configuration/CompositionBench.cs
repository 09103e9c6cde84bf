using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Binnacle.Configuration;

namespace Binnacle.Bench;

/// <summary>Warm composition: the files are known to the process, their times are looked at again each time.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001", Justification = "The harness calls the cleanup; it cannot run sealed or disposable classes as such.")]
public class CompositionBench
{
    private ConfFolder _folder = null!;
    private ConfigComposer _composer = null!;
    private CompositionRequest _request = null!;

    /// <summary>Files, groups and overrides, as the reference was measured.</summary>
    [Params("5 files, 2 overrides", "50 files, 8 groups, 13 overrides", "282 files, 40 groups, 500 overrides")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        (int groups, int options, int overrides) = Size switch
        {
            "5 files, 2 overrides" => (2, 2, 2),
            "50 files, 8 groups, 13 overrides" => (8, 6, 13),
            _ => (40, 7, 500),
        };
        _folder = new ConfFolder(groups, options);
        _composer = new ConfigComposer(new ConfigSearchPath().AddDirectory(_folder.Path));
        _request = new CompositionRequest { ConfigName = "config", Overrides = _folder.Overrides(overrides) };
    }

    [GlobalCleanup]
    public void Cleanup() => _folder.Dispose();

    [Benchmark]
    public ComposedConfig Compose() => _composer.Compose(_request);
}
