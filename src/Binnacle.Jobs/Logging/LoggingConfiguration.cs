using Binnacle.Configuration;
using Binnacle.Jobs.Logging;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>The logging of a job, read from Python's dictConfig form; never a reason for the job not to run.</summary>
/// <remarks>
/// When the configuration is missing or wrong, everything from level INFO goes to standard error in a plain format, and each
/// fault is logged there as an error.
/// </remarks>
public sealed class LoggingConfiguration : IDisposable
{
    private const string OwnLogger = "binnacle.logging";

    private LoggingConfiguration(DictConfigLoggerProvider provider, IReadOnlyList<string> faults)
    {
        Provider = provider;
        Faults = faults;
        ILogger logger = provider.CreateLogger(OwnLogger);
        foreach (string fault in faults)
            logger.LogError("{Fault}", fault);
        if (faults.Count > 0)
            logger.LogError("The logging configuration cannot be used; logging to the console only.");
    }

    /// <summary>The provider to add to a logger factory; it owns the open log files.</summary>
    public DictConfigLoggerProvider Provider { get; }

    /// <summary>What is wrong with the configuration, one complete message each; empty when it is in use.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>Reads a YAML file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Log folder, clock and streams; the defaults when null.</param>
    /// <param name="displayName">The name of the file in messages; <paramref name="path"/> when null.</param>
    public static LoggingConfiguration FromFile(string path, LoggingOptions? options = null, string? displayName = null)
    {
        MapNode config;
        try
        {
            config = YamlReader.ReadFile(path, displayName);
        }
        catch (Exception fault) when (fault is ConfigException or IOException or UnauthorizedAccessException)
        {
            string message = fault is ConfigException or FileNotFoundException or DirectoryNotFoundException
                && !File.Exists(path)
                ? $"{displayName ?? path}: the logging configuration does not exist."
                : fault.Message;
            return Plain(options, [message]);
        }

        return FromNode(config, options);
    }

    /// <summary>Uses a configuration that is already read and resolved, such as <c>hydra.job_logging</c>.</summary>
    /// <param name="config">The map in dictConfig form.</param>
    /// <param name="options">Log folder, clock and streams; the defaults when null.</param>
    public static LoggingConfiguration FromNode(MapNode config, LoggingOptions? options = null)
    {
        options ??= new LoggingOptions();
        var reader = new DictConfigReader(options);
        LoggerTree tree = reader.Read(config);
        if (reader.Faults.Count == 0)
            return new(new DictConfigLoggerProvider(tree, options), []);
        tree.Dispose();
        return Plain(options, reader.Faults);
    }

    /// <summary>A factory whose loggers write through <see cref="Provider"/> alone; the levels are the configuration's.</summary>
    public ILoggerFactory CreateLoggerFactory() => new JobLoggerFactory([Provider]);

    /// <summary>Writes out what is pending and closes the files.</summary>
    public void Dispose() => Provider.Dispose();

    private static LoggingConfiguration Plain(LoggingOptions? options, IReadOnlyList<string> faults)
    {
        options ??= new LoggingOptions();
        return new(new DictConfigLoggerProvider(LoggerTree.PlainConsole(options), options), faults);
    }
}
