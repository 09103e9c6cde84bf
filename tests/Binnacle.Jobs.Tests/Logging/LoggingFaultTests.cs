using Binnacle.Configuration;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Tests.Logging;

public sealed class LoggingFaultTests : LoggingTest
{
    [Theory]
    [InlineData("version: 2", "conf/logging.yaml:1:10: version: expected 1, the only version there is.")]
    [InlineData(
        "version: 1\nhandlers:\n  c:\n    class: logging.StreamHandlr",
        "conf/logging.yaml:4:12: handlers.c.class: expected one of logging.StreamHandler, logging.FileHandler, logging.handlers.RotatingFileHandler, logging.NullHandler, found 'logging.StreamHandlr'. Did you mean 'logging.StreamHandler'?")]
    [InlineData("version: 1\nroot: {level: DEBG}", "conf/logging.yaml:2:15: root.level: expected a level (NOTSET, TRACE, DEBUG, INFO, WARNING, WARN, ERROR, CRITICAL, FATAL), found 'DEBG' (text). Did you mean 'DEBUG'?")]
    [InlineData("version: 1\nroot: {handlers: [consol]}\nhandlers: {console: {class: logging.NullHandler}}", "conf/logging.yaml:2:19: root.handlers: there is no handler 'consol'. Did you mean 'console'?")]
    [InlineData("version: 1\nhandlers: {c: {class: logging.NullHandler, formatter: x}}", "conf/logging.yaml:2:55: handlers.c.formatter: there is no formatter 'x'.")]
    [InlineData("version: 1\nformatters: {f: {format: '%(levlname)s'}}", "conf/logging.yaml:2:26: formatters.f.format: a log record has no 'levlname'. Did you mean 'levelname'?")]
    [InlineData("version: 1\nformatters: {f: {format: 'a %(name) b'}}", "conf/logging.yaml:2:26: formatters.f.format: no valid field at column 3 of 'a %(name) b'.")]
    [InlineData("version: 1\nhandlers: {f: {class: logging.FileHandler}}", "conf/logging.yaml:2:15: handlers.f.filename: expected the name of a file; it is missing.")]
    [InlineData("version: 1\nhandlers: {f: {class: logging.handlers.RotatingFileHandler, filename: a, maxbytes: 3}}", "conf/logging.yaml:2:84: handlers.f.maxbytes: unknown key. Did you mean 'maxBytes'?")]
    [InlineData("version: 1\nhandlers: {f: {class: logging.handlers.RotatingFileHandler, filename: a, maxBytes: many}}", "conf/logging.yaml:2:84: handlers.f.maxBytes: expected a whole number, 0 or more, found 'many' (text).")]
    [InlineData("version: 1\nhandlers: [a]", "conf/logging.yaml:2:11: handlers: expected a map, found a list.")]
    [InlineData("version: 1\nhandlers: {a: 5}", "conf/logging.yaml:2:15: handlers.a: expected a map, found '5'.")]
    public void A_fault_is_told_with_its_place_and_the_console_takes_over(string yaml, string fault)
    {
        using LoggingConfiguration logging = Load(yaml);
        Assert.Equal([fault], logging.Faults);
        Assert.Contains($"[2026-01-31 23:59:58,123][binnacle.logging][ERROR] - {fault}\n", Error.ToString(), StringComparison.Ordinal);

        using ILoggerFactory factory = logging.CreateLoggerFactory();
        factory.CreateLogger("job").LogInformation("goes on");
        Assert.EndsWith("[job][INFO] - goes on\n", Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        using LoggingConfiguration logging = Load("version: 1\nroot: {level: LOUD, propagat: true}\nhandlers: {a: {level: 3}}");
        Assert.Equal(3, logging.Faults.Count);
    }

    [Fact]
    public void A_missing_file_is_told()
    {
        using var logging = LoggingConfiguration.FromFile(Folder["logging.yaml"], Options, "conf/logging.yaml");
        Assert.Equal(["conf/logging.yaml: the logging configuration does not exist."], logging.Faults);
    }

    [Fact]
    public void A_file_that_is_no_yaml_is_told_with_its_place()
    {
        string path = Folder.Write("logging.yaml", "version: 1\nroot: [a\n");
        using var logging = LoggingConfiguration.FromFile(path, Options, "conf/logging.yaml");
        Assert.StartsWith("conf/logging.yaml:", Assert.Single(logging.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_file_that_cannot_be_opened_is_told()
    {
        Folder.Write("taken", "a file where a folder is needed");
        using LoggingConfiguration logging =
            Load("version: 1\nhandlers: {f: {class: logging.FileHandler, filename: taken/x.log}}");
        Assert.StartsWith(
            "conf/logging.yaml:2:54: handlers.f.filename: the log file cannot be opened: ",
            Assert.Single(logging.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void The_provider_itself_refuses_a_wrong_configuration() => Assert.Throws<ConfigException>(
        () => new DictConfigLoggerProvider((MapNode)YamlReader.Parse("version: 3", "x.yaml"), Options));
}
