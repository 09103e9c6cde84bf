using System.Collections.Concurrent;
using Binnacle.Configuration;
using Binnacle.Jobs.Logging;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs;

/// <summary>Logs as a configuration in Python's dictConfig form says: formatters, handlers, loggers.</summary>
/// <remarks>
/// <para>
/// Logger names are dotted; a record goes to the handlers of its logger and of the loggers above it, as in Python. Levels
/// map to Python's: Trace to 5, Debug to DEBUG, Information to INFO, and so on. Give the logger factory the minimum level
/// Trace (<see cref="LoggingConfiguration.CreateLoggerFactory"/> does), else it drops what the configuration asks for.
/// </para>
/// <para>
/// Files are written in batches by a thread of their own: a record of level ERROR or above has been handed to the system
/// when the call returns, any other within moments, and all of them when the provider is disposed or the process exits,
/// even by an unhandled exception. Any number of processes may log to one file. Thread-safe.
/// </para>
/// </remarks>
public sealed class DictConfigLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, DictConfigLogger> _loggers = new(StringComparer.Ordinal);
    private readonly LoggerTree _tree;
    private readonly LoggingOptions _options;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <param name="config">The map in dictConfig form, resolved.</param>
    /// <param name="options">Log folder, clock and streams; the defaults when null.</param>
    /// <exception cref="ConfigException">The configuration is wrong; the message holds every fault, one a line.</exception>
    public DictConfigLoggerProvider(MapNode config, LoggingOptions? options = null)
        : this(Read(config, options ??= new LoggingOptions()), options)
    {
    }

    internal DictConfigLoggerProvider(LoggerTree tree, LoggingOptions options)
    {
        _tree = tree;
        _options = options;
        AppDomain.CurrentDomain.ProcessExit += FlushAtExit;
        AppDomain.CurrentDomain.UnhandledException += FlushAtExit;
    }

    /// <summary>The logger of a dotted name.</summary>
    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(
        categoryName, name => new DictConfigLogger(_tree.Resolve(name), _options.TimeProvider, () => _scopes));

    /// <summary>Returns when everything logged before the call has been written.</summary>
    public void Flush() => _tree.Flush();

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <summary>Writes out what is pending and closes the files; records that come later are dropped.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= FlushAtExit;
        AppDomain.CurrentDomain.UnhandledException -= FlushAtExit;
        _tree.Dispose();
    }

    private static LoggerTree Read(MapNode config, LoggingOptions options)
    {
        var reader = new DictConfigReader(options);
        LoggerTree tree = reader.Read(config);
        if (reader.Faults.Count == 0)
            return tree;
        tree.Dispose();
        throw new ConfigException(string.Join('\n', reader.Faults), config.Origin);
    }

    private void FlushAtExit(object? sender, EventArgs arguments) => Flush();
}
