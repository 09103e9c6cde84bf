using Binnacle.Configuration;
using Binnacle.Jobs.Logging;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>The logging of one job: <c>hydra.job_logging</c>, and the program's own logging file besides.</summary>
internal sealed class JobLogging : IDisposable
{
    private readonly List<LoggingConfiguration> _configurations = [];

    public JobLogging(ComposedJob job, JobHostOptions options, string? configPath)
    {
        var hydraOptions = new LoggingOptions { StandardOutput = options.GivenOutput, StandardError = options.GivenError };
        if (job.Resolved("hydra.job_logging") is MapNode node)
        {
            // A configuration without a root leaves the loggers to the host's.
            if (!HasRoot(node) && job.Resolved("hydra.hydra_logging") is MapNode host)
                node = host;
            MapNode shown = options.LoggingFile is null ? node : WithoutConsole(node);
            _configurations.Add(LoggingConfiguration.FromNode(VerboseLogging.Apply(shown, job), hydraOptions));
        }

        if (options.LoggingFile is { } file)
        {
            LoggingOptions own = hydraOptions with { LogDirectory = NodePath.Text(job.Resolved("log_dir")) };
            _configurations.Add(OwnLogging(configPath ?? "conf", file, own));
        }

        Factory = new JobLoggerFactory(_configurations.Select(configuration => configuration.Provider));
    }

    public ILoggerFactory Factory { get; }

    public void Dispose()
    {
        Factory.Dispose();
        foreach (LoggingConfiguration configuration in _configurations)
            configuration.Dispose();
    }

    /// <summary>The program's own file, which may be a resource of an assembly.</summary>
    private static LoggingConfiguration OwnLogging(string configPath, string file, LoggingOptions options)
    {
        if (configPath.Contains("://", StringComparison.Ordinal)
            && new ConfigSearchPath().Parse(configPath, "main").Load(Path.ChangeExtension(file, null)) is { } embedded)
        {
            return LoggingConfiguration.FromNode(embedded.Map, options);
        }

        string path = Path.Combine(configPath, file);
        return LoggingConfiguration.FromFile(path, options, Path.GetRelativePath(Environment.CurrentDirectory, path));
    }

    /// <summary>The program's own file says what the console shows; the run's log file stays.</summary>
    private static bool HasRoot(MapNode config) =>
        config.TryGetValue("root", out ConfigNode? root) && root is MapNode;

    private static MapNode WithoutConsole(MapNode config)
    {
        if (!config.TryGetValue("handlers", out ConfigNode? node) || node is not MapNode handlers)
            return config;
        string[] consoles = [.. handlers.Where(handler => IsConsole(handler.Value)).Select(handler => handler.Key.Text)];
        foreach (string console in consoles)
            handlers = handlers.Without(console);
        MapNode result = config.With("handlers", handlers);
        if (config.TryGetValue("root", out ConfigNode? root) && root is MapNode rootLogger)
            result = result.With("root", WithoutHandlers(rootLogger, consoles));
        if (config.TryGetValue("loggers", out ConfigNode? loggers) && loggers is MapNode named)
            result = result.With("loggers", new MapNode(named.Select(logger => KeyValuePair.Create(logger.Key, WithoutHandlers(logger.Value, consoles)))));
        return result;
    }

    private static bool IsConsole(ConfigNode handler) =>
        handler is MapNode map && map.TryGetValue("class", out ConfigNode? type) && NodePath.Text(type) == "logging.StreamHandler";

    private static ConfigNode WithoutHandlers(ConfigNode logger, string[] names) =>
        logger is MapNode map && map.TryGetValue("handlers", out ConfigNode? node) && node is ListNode handlers
            ? map.With("handlers", new ListNode(handlers.Where(handler => !names.Contains(NodePath.Text(handler)))))
            : logger;
}
