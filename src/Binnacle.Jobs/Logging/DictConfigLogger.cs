using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Logging;

/// <summary>One named logger: hands records of its level to the handlers that its name leads to.</summary>
internal sealed class DictConfigLogger(ResolvedLogger target, TimeProvider time, Func<IExternalScopeProvider> scopes) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes().Push(state);

    public bool IsEnabled(LogLevel logLevel) =>
        logLevel != LogLevel.None && PythonLevel.Of(logLevel) >= target.LowestLevel;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;

        var record = new LogRecord(
            time.GetLocalNow(), PythonLevel.Of(logLevel), target.Name, formatter(state, exception), exception, Fields(state));
        foreach (LogHandler handler in target.Handlers)
        {
            if (record.Level >= handler.Level)
                handler.Emit(record);
        }
    }

    private List<KeyValuePair<string, object?>> Fields<TState>(TState state)
    {
        var fields = new List<KeyValuePair<string, object?>>();
        scopes().ForEachScope(static (scope, list) => Add(list, scope), fields);
        Add(fields, state);
        return fields;
    }

    private static void Add(List<KeyValuePair<string, object?>> fields, object? state)
    {
        if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
            fields.AddRange(pairs.Where(pair => pair.Key != "{OriginalFormat}"));
    }
}
