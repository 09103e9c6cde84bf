using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Tests.Logging;

public sealed class LoggerTests : LoggingTest
{
    private const string Handlers = """
        version: 1
        formatters:
          short: {format: '%(name)s %(levelname)s'}
        handlers:
          out: {class: logging.StreamHandler, formatter: short, stream: ext://sys.stdout}
          err: {class: logging.StreamHandler, formatter: short, level: ERROR}
          none: {class: logging.NullHandler}

        """;

    [Fact]
    public void Records_go_to_the_handlers_of_the_logger_and_of_those_above_it()
    {
        Log(Handlers + "root: {level: INFO, handlers: [out]}\nloggers: {a: {handlers: [err]}}", factory =>
        {
            factory.CreateLogger("a.b").LogError("x");
            factory.CreateLogger("b").LogError("x");
            factory.CreateLogger("ab").LogDebug("x");
        });
        Assert.Equal("a.b ERROR\nb ERROR\n", Output.ToString());
        Assert.Equal("a.b ERROR\n", Error.ToString());
    }

    [Fact]
    public void A_logger_that_does_not_propagate_keeps_its_records()
    {
        Log(Handlers + "root: {level: INFO, handlers: [out]}\nloggers: {a: {handlers: [none], propagate: false}}", factory =>
        {
            factory.CreateLogger("a.b").LogError("x");
            factory.CreateLogger("b").LogError("x");
        });
        Assert.Equal("b ERROR\n", Output.ToString());
    }

    [Fact]
    public void The_nearest_level_above_a_logger_counts_and_the_levels_of_handlers_besides()
    {
        Log(Handlers + "root: {level: ERROR, handlers: [out, err]}\nloggers: {a: {level: DEBUG}, a.c: {level: 30}}", factory =>
        {
            Assert.True(factory.CreateLogger("a.b").IsEnabled(LogLevel.Debug));
            Assert.False(factory.CreateLogger("a.c").IsEnabled(LogLevel.Information));
            Assert.False(factory.CreateLogger("b").IsEnabled(LogLevel.Warning));
            factory.CreateLogger("a.b").LogDebug("x");
        });
        Assert.Equal("a.b DEBUG\n", Output.ToString());
        Assert.Equal("", Error.ToString());
    }

    [Fact]
    public void A_disabled_logger_is_silent_but_not_those_below_it()
    {
        Log(Handlers + "root: {level: INFO, handlers: [out]}\nloggers: {a: {disabled: true}}", factory =>
        {
            factory.CreateLogger("a").LogError("x");
            factory.CreateLogger("a.b").LogError("x");
        });
        Assert.Equal("a.b ERROR\n", Output.ToString());
    }

    [Fact]
    public void Without_a_level_the_root_takes_warnings()
    {
        Log(Handlers + "root: {handlers: [out]}\nincremental: false\ndisable_existing_loggers: true", factory =>
        {
            factory.CreateLogger("a").LogInformation("x");
            factory.CreateLogger("a").LogCritical("x");
        });
        Assert.Equal("a CRITICAL\n", Output.ToString());
    }

    [Fact]
    public void Without_handlers_nothing_is_logged()
    {
        Log("version: 1\nroot: null", factory => Assert.False(factory.CreateLogger("a").IsEnabled(LogLevel.Critical)));
        Assert.Equal("", Output.ToString() + Error);
    }
}
