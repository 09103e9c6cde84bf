using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Logging;

/// <summary>One named logger over those of several providers.</summary>
internal sealed class JobLogger(LoggerExternalScopeProvider scopes) : ILogger
{
    private ILogger[] _loggers = [];

    public void Add(ILogger logger) => _loggers = [.. _loggers, logger];

    public bool IsEnabled(LogLevel logLevel)
    {
        foreach (ILogger logger in _loggers)
        {
            if (logger.IsEnabled(logLevel))
                return true;
        }

        return false;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        foreach (ILogger logger in _loggers)
            logger.Log(logLevel, eventId, state, exception, formatter);
    }

    /// <summary>A scope that every provider sees which reads the factory's scopes, as those of jobs do.</summary>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes.Push(state);
}
