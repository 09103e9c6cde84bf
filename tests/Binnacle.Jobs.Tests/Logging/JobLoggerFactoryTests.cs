using Binnacle.Jobs.Logging;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Tests.Logging;

public sealed class JobLoggerFactoryTests
{
    [Fact]
    public void A_logger_writes_to_every_provider_those_that_are_added_later_too()
    {
        Recorder first = new(), second = new();
        using var factory = new JobLoggerFactory([first]);
        ILogger logger = factory.CreateLogger("a");

        logger.LogInformation("one");
        factory.AddProvider(second);
        logger.LogInformation("two");

        Assert.Equal(["a: one", "a: two"], first.Lines);
        Assert.Equal(["a: two"], second.Lines);
        Assert.Same(logger, factory.CreateLogger("a"));
    }

    [Fact]
    public void Providers_share_the_scopes_of_a_logger()
    {
        Recorder first = new(), second = new();
        using var factory = new JobLoggerFactory([first, second]);
        ILogger logger = factory.CreateLogger("a");

        using (logger.BeginScope("epoch 1"))
            logger.LogInformation("inside");
        logger.LogInformation("outside");

        Assert.Equal(["a: epoch 1 inside", "a: outside"], first.Lines);
        Assert.Equal(first.Lines, second.Lines);
    }

    [Fact]
    public void Only_added_providers_end_with_the_factory()
    {
        Recorder given = new(), added = new();
        var factory = new JobLoggerFactory([given]);
        factory.AddProvider(added);

        factory.Dispose();

        Assert.False(given.IsDisposed);
        Assert.True(added.IsDisposed);
    }

    private sealed class Recorder : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider? _scopes;

        public List<string> Lines { get; } = [];

        public bool IsDisposed { get; private set; }

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public void Dispose() => IsDisposed = true;

        private sealed class Logger(string category, Recorder recorder) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => recorder._scopes?.Push(state);

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                string text = category + ":";
                recorder._scopes?.ForEachScope((scope, _) => text += $" {scope}", state);
                recorder.Lines.Add($"{text} {formatter(state, exception)}");
            }
        }
    }
}
