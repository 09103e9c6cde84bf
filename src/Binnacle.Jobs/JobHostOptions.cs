using System.Runtime.CompilerServices;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>What a <see cref="JobHost"/> was told before it runs.</summary>
internal sealed class JobHostOptions(string jobName)
{
    private StrongBox<WorkerCommand?>? _worker;

    public string JobName { get; } = jobName;

    public string? LoggingFile { get; set; }

    public string ConfigName { get; set; } = jobName;

    public string? ConfigPath { get; set; }

    public Dictionary<string, Func<ISweeper>> Sweepers { get; } = new(StringComparer.Ordinal)
    {
        ["basic"] = () => new BasicSweeper(),
    };

    public Dictionary<string, Func<MapNode, ILauncher>> Launchers { get; } = new(StringComparer.Ordinal)
    {
        ["basic"] = _ => new BasicLauncher(),
        ["local"] = LocalLauncher.FromConfig,
    };

    /// <summary>The targets that entries of <c>hydra.callbacks</c> may name.</summary>
    public TargetRegistry Callbacks => field ??= new TargetRegistry()
        .Add(LogJobReturnCallback.Name, _ => new LogJobReturnCallback())
        .Add(SaveJobInfoCallback.Name, _ => new SaveJobInfoCallback());

    /// <summary>Resolvers of interpolations; null: the built-in ones.</summary>
    public ResolverRegistry? Resolvers { get; set; }

    /// <summary>Configs in memory; null: none.</summary>
    public ConfigRegistry? Registry { get; set; }

    /// <summary>Keys of the job's record that the files may leave out.</summary>
    public IReadOnlySet<string> OptionalKeys { get; set; } = new HashSet<string>();

    /// <summary>Tells what is known of the job's record without a run; null: the job reads a tree.</summary>
    public Func<JobType>? Type { get; set; }

    /// <summary>How workers are started; null: they cannot be.</summary>
    public WorkerCommand? Worker
    {
        get => _worker is { } given ? given.Value : WorkerCommand.OfThisProgram();
        set => _worker = new(value);
    }

    /// <summary>The writers that the host was given; null: the console's.</summary>
    public TextWriter? GivenOutput { get; set; }

    public TextWriter? GivenError { get; set; }

    public TextWriter Output => GivenOutput ?? Console.Out;

    public TextWriter Error => GivenError ?? Console.Error;

    public TimeSpan GraceTime { get; set; } = TimeSpan.FromSeconds(10);
}
