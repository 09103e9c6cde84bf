namespace Binnacle.Jobs.Logging;

/// <summary>The configured loggers by dotted name, and the handlers they share.</summary>
internal sealed class LoggerTree(
    LoggerSettings root, IReadOnlyDictionary<string, LoggerSettings> loggers, IReadOnlyList<LogHandler> handlers) : IDisposable
{
    public const string PlainFormat = "[%(asctime)s][%(name)s][%(levelname)s] - %(message)s";

    /// <summary>INFO and above to standard error: what is left when a configuration cannot be used.</summary>
    public static LoggerTree PlainConsole(LoggingOptions options)
    {
        var formatter = new TextFormatter(FormatTemplate.Parse(PlainFormat, '%'), TimeFormat.Default);
        var console = new StreamHandler(() => options.StandardError ?? Console.Error, PythonLevel.NotSet, formatter);
        return new(new LoggerSettings(PythonLevel.Info, [console]), new Dictionary<string, LoggerSettings>(), [console]);
    }

    public ResolvedLogger Resolve(string name)
    {
        int level = PythonLevel.NotSet, mostTalkative = int.MaxValue;
        bool propagates = true;
        List<LogHandler> reached = [];
        foreach (LoggerSettings logger in Chain(name))
        {
            level = level == PythonLevel.NotSet ? logger.Level : level;
            foreach (LogHandler handler in propagates ? logger.Handlers : [])
            {
                reached.Add(handler);
                mostTalkative = Math.Min(mostTalkative, handler.Level);
            }

            propagates &= logger.Propagate;
        }

        bool silent = reached.Count == 0 || (loggers.GetValueOrDefault(name)?.Disabled ?? false);
        return new ResolvedLogger(name, silent ? int.MaxValue : Math.Max(level, mostTalkative), reached);
    }

    public void Flush()
    {
        foreach (LogHandler handler in handlers)
            handler.Flush();
    }

    public void Dispose()
    {
        foreach (LogHandler handler in handlers)
            handler.Dispose();
    }

    /// <summary>What is set for <c>a.b.c</c>, <c>a.b</c>, <c>a</c> and the root, as far as there is anything.</summary>
    private IEnumerable<LoggerSettings> Chain(string name)
    {
        for (int end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            if (loggers.TryGetValue(name[..end], out LoggerSettings? settings))
                yield return settings;
        }

        yield return root;
    }
}
