using Binnacle.Configuration;
using Binnacle.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Binnacle.Jobs.Tests.Logging;

/// <summary>A folder, a clock at 2026-01-31 23:59:58.123 UTC, and two streams to log to.</summary>
public abstract class LoggingTest : IDisposable
{
    protected LoggingTest()
    {
        Time.SetLocalTimeZone(TimeZoneInfo.Utc);
        Options = new LoggingOptions
        {
            WorkingDirectory = Folder.Path,
            TimeProvider = Time,
            StandardOutput = Output,
            StandardError = Error,
        };
    }

    protected TemporaryFolder Folder { get; } = new();

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 31, 23, 59, 58, 123, TimeSpan.Zero));

    protected StringWriter Output { get; } = new();

    protected StringWriter Error { get; } = new();

    protected LoggingOptions Options { get; set; }

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected LoggingConfiguration Load(string yaml) =>
        LoggingConfiguration.FromNode((MapNode)YamlReader.Parse(yaml, "conf/logging.yaml"), Options);

    /// <summary>Loads, logs, and closes; the configuration must be right.</summary>
    protected void Log(string yaml, Action<ILoggerFactory> log)
    {
        using LoggingConfiguration logging = Load(yaml);
        Assert.Empty(logging.Faults);
        using ILoggerFactory factory = logging.CreateLoggerFactory();
        log(factory);
    }

    /// <summary>What the console shows of one record in a format.</summary>
    protected string Show(string formatter, Action<ILogger> log)
    {
        string yaml = $$"""
            version: 1
            formatters:
              it:
                {{formatter.ReplaceLineEndings("\n    ")}}
            handlers:
              console: {class: logging.StreamHandler, formatter: it, stream: ext://sys.stdout}
            root: {level: DEBUG, handlers: [console]}
            """;
        Log(yaml, factory => log(factory.CreateLogger("digits.train")));
        return Output.ToString();
    }
}
