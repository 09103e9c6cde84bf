using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>What a <see cref="JobHost"/> was told before it runs.</summary>
internal sealed class JobHostOptions(string jobName)
{
    public string JobName { get; } = jobName;

    public string? LoggingFile { get; set; }

    public string? ConfigPath { get; set; }

    public Dictionary<string, Func<ISweeper>> Sweepers { get; } = [];

    public Dictionary<string, Func<MapNode, ILauncher>> Launchers { get; } = [];

    public WorkerCommand? WorkerCommand { get; set; }

    public bool WorkerCommandGiven { get; set; }

    public TextWriter Output { get; set; } = Console.Out;

    public TextWriter Error { get; set; } = Console.Error;

    public TimeSpan GraceTime { get; set; } = TimeSpan.FromSeconds(10);
}
