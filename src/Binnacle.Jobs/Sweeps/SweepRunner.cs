using System.Globalization;
using Binnacle.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Binnacle.Jobs;

/// <summary>Runs a sweep: its folder, its log, its sweeper over its launcher.</summary>
internal sealed class SweepRunner(JobHostOptions options, JobComposer composer, JobRunner runner, DateTimeOffset startedAt)
{
    public async Task RunAsync(ComposedJob master, CancellationToken cancellationToken)
    {
        ISweeper sweeper = Sweeper(master);
        ILauncher launcher = Launcher(master);
        (string path, bool exclusive) = master.Folder("hydra.sweep.dir");
        string directory = exclusive ? RunFolder.CreateExclusive(path) : RunFolder.CreateOrReuse(path);
        try
        {
            using var logging = new HostLogging(master, options);
            JobLaunch launch = Launch(master, launcher, directory, logging.Logger);
            await sweeper.SweepAsync(Sweep(launch, logging.Logger), cancellationToken);
        }
        catch
        {
            RunFolder.RemoveIfEmpty(directory);
            throw;
        }
    }

    /// <summary>Shows the jobs that the sweep would start, each composed and checked.</summary>
    /// <returns>False when a job does not fit its configuration.</returns>
    public bool Preview(ComposedJob master)
    {
        ISweeper sweeper = Sweeper(master);
        JobLaunch launch = Launch(master, Launcher(master), Path.GetFullPath(master.Folder("hydra.sweep.dir").Folder), NullLogger.Instance);
        var report = new DryRunReport(options);
        foreach (SweepJob job in sweeper.Preview(Sweep(launch, NullLogger.Instance)))
            report.Add(job, () => launch.Prepare(job));
        return report.Finish();
    }

    private JobLaunch Launch(ComposedJob master, ILauncher launcher, string directory, ILogger logger) =>
        new(options, composer, runner, new SweepManifest(directory), logger)
        {
            Master = master,
            Directory = directory,
            StartedAt = startedAt,
            Tag = SweepContext.TagFor(startedAt),
            Launcher = launcher,
        };

    private Sweep Sweep(JobLaunch launch, ILogger logger) => new()
    {
        JobName = launch.Master.Name,
        Config = launch.Master.Resolved("hydra.sweeper") as MapNode ?? MapNode.Empty,
        FullConfig = launch.Master.Root,
        Overrides = launch.Master.Overrides,
        Directory = launch.Directory,
        StartedAt = startedAt,
        Logger = logger,
        Output = options.Output,
        Manifest = launch.Manifest,
        GroupOptions = launch.Master.Options,
        Validate = launch.Validate,
        LaunchAsync = launch.RunAsync,
    };

    private ISweeper Sweeper(ComposedJob master)
    {
        string name = Choice(master, "hydra/sweeper");
        return options.Sweepers.TryGetValue(name, out Func<ISweeper>? create) ? create() : throw Unknown("sweeper", name, options.Sweepers.Keys);
    }

    private ILauncher Launcher(ComposedJob master)
    {
        string name = Choice(master, "hydra/launcher");
        return options.Launchers.TryGetValue(name, out Func<MapNode, ILauncher>? create)
            ? create(master.Resolved("hydra.launcher") as MapNode ?? MapNode.Empty)
            : throw Unknown("launcher", name, options.Launchers.Keys);
    }

    private static string Choice(ComposedJob master, string group) => master.Choices.TryGetValue(group, out ConfigNode? node) ? NodePath.Text(node) ?? "basic" : "basic";

    private static ConfigException Unknown(string kind, string name, IEnumerable<string> known) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"hydra/{kind}={name}: this program has no {kind} of that name. It has: {string.Join(", ", known.Order(StringComparer.Ordinal))}."));
}
