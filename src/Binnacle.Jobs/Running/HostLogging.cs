using Binnacle.Configuration;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>The log of the job host itself: <c>hydra.hydra_logging</c>.</summary>
internal sealed class HostLogging : IDisposable
{
    private const string LoggerName = "hydra";

    private readonly LoggingConfiguration _configuration;
    private readonly ILoggerFactory _factory;

    public HostLogging(ComposedJob job, JobHostOptions options)
    {
        MapNode config = job.Resolved("hydra.hydra_logging") as MapNode ?? MapNode.Empty;
        _configuration = LoggingConfiguration.FromNode(
            VerboseLogging.Apply(config, job), new LoggingOptions { StandardOutput = options.GivenOutput, StandardError = options.GivenError });
        _factory = _configuration.CreateLoggerFactory();
        Logger = _factory.CreateLogger(LoggerName);
    }

    public ILogger Logger { get; }

    /// <summary>Logs how the configuration came about, where the log is meant to say all.</summary>
    public static void Report(ComposedJob job, JobHostOptions options)
    {
        if (!MayBeVerbose(job))
            return;
        using var logging = new HostLogging(job, options);
        if (!logging.Logger.IsEnabled(LogLevel.Debug))
            return;
        foreach (string line in InfoPrinter.Lines(job, "all", options))
            logging.Logger.LogDebug("{Line}", line);
    }

    public void Dispose()
    {
        _factory.Dispose();
        _configuration.Dispose();
    }

    /// <summary>Spares the usual run another log.</summary>
    private static bool MayBeVerbose(ComposedJob job) =>
        job.Resolved("hydra.verbose") is not ScalarNode { Value: false or null }
        || NodePath.Text(NodePath.Find(job.Root, "hydra.hydra_logging.root.level")) == "DEBUG";
}
