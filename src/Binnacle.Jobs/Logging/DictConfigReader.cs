using Binnacle.Configuration;

namespace Binnacle.Jobs.Logging;

/// <summary>Builds the loggers that a map in Python's dictConfig form describes; faults are collected, not thrown.</summary>
/// <remarks>
/// <c>incremental</c> and <c>disable_existing_loggers</c> are accepted and mean nothing, for every configuration starts
/// afresh here. Unknown keys at the top are accepted, as Python does.
/// </remarks>
internal sealed class DictConfigReader(LoggingOptions options)
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, LogHandler> _handlers = new(StringComparer.Ordinal);

    /// <summary>One complete message for each thing that is wrong.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public LoggerTree Read(MapNode config)
    {
        var top = new ConfigSection(config, "", _faults);
        if (top.Integer("version", 0) != 1)
            top.Fault(config.GetValueOrDefault("version"), "version", "expected 1, the only version there is.");
        if (top.Section("filters") is { Map.Count: > 0 } filters)
            filters.Fault(filters.Map, "", "filters are not supported; use levels of loggers and handlers.");

        Dictionary<string, LogFormatter> formatters = [];
        foreach (var (name, section) in top.Sections("formatters"))
            formatters.Add(name, FormatterReader.Read(section));
        var handlers = new HandlerReader(options, formatters);
        foreach (var (name, section) in top.Sections("handlers"))
        {
            if (handlers.Read(section) is { } handler)
                _handlers.Add(name, handler);
        }

        Dictionary<string, LoggerSettings> loggers = [];
        LoggerSettings? root = top.Section("root") is { } section0 ? Logger(section0) : null;
        foreach (var (name, section) in top.Sections("loggers"))
        {
            if (name is "" or "root")
                root ??= Logger(section);
            else
                loggers[name] = Logger(section);
        }

        root ??= new LoggerSettings(PythonLevel.Warning, []);
        root = root with { Level = root.Level == PythonLevel.NotSet ? PythonLevel.Warning : root.Level };
        return new LoggerTree(root, loggers, [.. _handlers.Values]);
    }

    private LoggerSettings Logger(ConfigSection section)
    {
        section.Allow("level", "handlers", "propagate", "disabled", "filters");
        var handlers = new List<LogHandler>();
        foreach (ScalarNode item in section.List("handlers"))
        {
            string name = (string)item.Value!;
            if (_handlers.TryGetValue(name, out LogHandler? handler))
                handlers.Add(handler);
            else if (_faults.Count == 0)
                section.Fault(item, "handlers", $"there is no handler '{name}'.{ConfigSection.Nearest(name, _handlers.Keys)}");
        }

        return new(section.Level("level"), handlers, section.Flag("propagate", true), section.Flag("disabled", false));
    }
}
