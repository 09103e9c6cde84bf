using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Logging;

/// <summary>Makes loggers that write to every provider; which levels are written is the providers' own matter.</summary>
/// <remarks>
/// The factory of Microsoft.Extensions.Logging adds filters, options and activities, none of which a job's log has; without it
/// two assemblies less are loaded at the start of every job. Providers that are added later are disposed with it, the first ones are not.
/// Thread-safe.
/// </remarks>
internal sealed class JobLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, JobLogger> _loggers = new(StringComparer.Ordinal);
    private readonly LoggerExternalScopeProvider _scopes = new();
    private readonly List<ILoggerProvider> _providers = [];
    private readonly List<ILoggerProvider> _added = [];
    private readonly Lock _gate = new();

    public JobLoggerFactory(IEnumerable<ILoggerProvider> providers)
    {
        foreach (ILoggerProvider provider in providers)
            Register(provider);
    }

    public ILogger CreateLogger(string categoryName)
    {
        lock (_gate)
            return _loggers.GetOrAdd(categoryName, Create);
    }

    public void AddProvider(ILoggerProvider provider)
    {
        lock (_gate)
        {
            _added.Add(provider);
            Register(provider);
            foreach (var (category, logger) in _loggers)
                logger.Add(provider.CreateLogger(category));
        }
    }

    public void Dispose()
    {
        foreach (ILoggerProvider provider in _added)
            provider.Dispose();
    }

    private JobLogger Create(string category)
    {
        var logger = new JobLogger(_scopes);
        foreach (ILoggerProvider provider in _providers)
            logger.Add(provider.CreateLogger(category));
        return logger;
    }

    private void Register(ILoggerProvider provider)
    {
        (provider as ISupportExternalScope)?.SetScopeProvider(_scopes);
        _providers.Add(provider);
    }
}
