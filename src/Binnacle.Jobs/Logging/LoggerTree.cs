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
        List<LoggerSettings> chain = [.. Ancestry(name).Select(loggers.GetValueOrDefault).OfType<LoggerSettings>(), root];
        int level = chain.Select(logger => logger.Level).FirstOrDefault(level => level != PythonLevel.NotSet);
        int last = chain.FindIndex(logger => !logger.Propagate);
        List<LogHandler> reached =
            [.. chain.Take(last < 0 ? chain.Count : last + 1).SelectMany(logger => logger.Handlers)];

        bool silent = reached.Count == 0 || (loggers.GetValueOrDefault(name)?.Disabled ?? false);
        int lowest = silent ? int.MaxValue : Math.Max(level, reached.Min(handler => handler.Level));
        return new ResolvedLogger(name, lowest, reached);
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

    /// <summary><c>a.b.c</c>, <c>a.b</c>, <c>a</c>.</summary>
    private static IEnumerable<string> Ancestry(string name)
    {
        for (int end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
            yield return name[..end];
    }
}
