using System.Globalization;
using Binnacle.Configuration;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>Runs a sweep: its folder, its log, its sweeper over its launcher.</summary>
internal sealed class SweepRunner(JobHostOptions options, JobComposer composer, JobRunner runner, DateTimeOffset startedAt)
{
    private readonly string _tag = SweepContext.TagFor(startedAt);
    private readonly string _fingerprint = ProgramFingerprint.Of(AppContext.BaseDirectory);

    public async Task RunAsync(ComposedJob master, CancellationToken cancellationToken)
    {
        ISweeper sweeper = Sweeper(master);
        ILauncher launcher = Launcher(master);
        (string path, bool exclusive) = master.Folder("hydra.sweep.dir");
        string directory = exclusive ? RunFolder.CreateExclusive(path) : RunFolder.CreateOrReuse(path);
        try
        {
            await RunAsync(master, sweeper, launcher, directory, cancellationToken);
        }
        catch
        {
            RunFolder.RemoveIfEmpty(directory);
            throw;
        }
    }

    private async Task RunAsync(
        ComposedJob master, ISweeper sweeper, ILauncher launcher, string directory, CancellationToken cancellationToken)
    {
        using LoggingConfiguration logging = Logging(master);
        using ILoggerFactory loggers = logging.CreateLoggerFactory();
        ILogger logger = loggers.CreateLogger("HYDRA");
        var manifest = new SweepManifest(directory);
        var launch = new JobLaunch(options, composer, runner, manifest, logger)
        {
            Master = master,
            Directory = directory,
            StartedAt = startedAt,
            Tag = _tag,
            Fingerprint = _fingerprint,
            Launcher = launcher,
        };
        await sweeper.SweepAsync(
            new Sweep
            {
                JobName = master.Name,
                Config = master.Resolved("hydra.sweeper") as MapNode ?? MapNode.Empty,
                FullConfig = master.Root,
                Overrides = master.Overrides,
                Directory = directory,
                StartedAt = startedAt,
                Logger = logger,
                Output = options.Output,
                Manifest = manifest,
                GroupOptions = composer.Composer.Options,
                Validate = launch.Validate,
                LaunchAsync = launch.RunAsync,
            },
            cancellationToken);
    }

    private LoggingConfiguration Logging(ComposedJob master) => LoggingConfiguration.FromNode(
        master.Resolved("hydra.hydra_logging") as MapNode ?? MapNode.Empty,
        new LoggingOptions { StandardOutput = options.GivenOutput, StandardError = options.GivenError });

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
