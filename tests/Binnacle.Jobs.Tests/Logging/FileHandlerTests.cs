using System.Text;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Tests.Logging;

public sealed class FileHandlerTests : LoggingTest
{
    private const string Plain = """
        version: 1
        handlers:
          file: {class: logging.FileHandler, filename: out.log}
        root: {level: DEBUG, handlers: [file]}
        """;

    [Fact]
    public void The_log_directory_moves_relative_names_and_is_made()
    {
        Options = Options with { LogDirectory = "deep/logs" };
        Log(Plain, factory => factory.CreateLogger("a").LogInformation("größe"));
        Assert.Equal("größe\n", File.ReadAllText(Folder["deep", "logs", "out.log"]));
    }

    [Fact]
    public void An_absolute_name_stays_where_it_is()
    {
        Options = Options with { LogDirectory = "logs" };
        string path = Folder["elsewhere.log"].Replace('\\', '/');
        Log(Plain.Replace("out.log", $"'{path}'", StringComparison.Ordinal), factory => factory.CreateLogger("a").LogInformation("x"));
        Assert.Equal("x\n", File.ReadAllText(path));
    }

    [Fact]
    public void An_error_is_in_the_file_when_the_call_returns()
    {
        Log(Plain, factory =>
        {
            factory.CreateLogger("a").LogInformation("before");
            factory.CreateLogger("a").LogError("now");
            Assert.Equal("before\nnow\n", File.ReadAllText(Folder["out.log"]));
        });
    }

    [Theory]
    [InlineData("a", "old\nnew\n")]
    [InlineData("w", "new\n")]
    public void The_mode_appends_or_begins_anew(string mode, string expected)
    {
        Folder.Write("out.log", "old\n");
        Log(Plain.Replace("out.log", $"out.log, mode: {mode}", StringComparison.Ordinal), factory => factory.CreateLogger("a").LogInformation("new"));
        Assert.Equal(expected, File.ReadAllText(Folder["out.log"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_delayed_file_is_made_with_its_first_record(bool delay)
    {
        Log(Plain.Replace("out.log", $"out.log, delay: {delay}", StringComparison.Ordinal), _ => { });
        Assert.Equal(!delay, File.Exists(Folder["out.log"]));
    }

    [Fact]
    public void Encodings_are_kept()
    {
        Log(Plain.Replace("out.log", "out.log, encoding: latin-1", StringComparison.Ordinal), factory => factory.CreateLogger("a").LogInformation("ö"));
        Assert.Equal([0xF6, (byte)'\n'], File.ReadAllBytes(Folder["out.log"]));
    }

    [Fact]
    public void Full_files_are_numbered_and_the_oldest_goes()
    {
        const string yaml = """
            version: 1
            handlers:
              file: {class: logging.handlers.RotatingFileHandler, filename: out.log, maxBytes: 20, backupCount: 2, delay: true}
            root: {level: DEBUG, handlers: [file]}
            """;
        Log(yaml, factory =>
        {
            for (int line = 0; line < 9; line++)
                factory.CreateLogger("a").LogInformation("line {Line}.", line);
        });
        Assert.Equal("line 8.\n", File.ReadAllText(Folder["out.log"]));
        Assert.Equal("line 6.\nline 7.\n", File.ReadAllText(Folder["out.log.1"]));
        Assert.Equal("line 4.\nline 5.\n", File.ReadAllText(Folder["out.log.2"]));
        Assert.False(File.Exists(Folder["out.log.3"]));
    }

    [Fact]
    public void A_record_larger_than_the_limit_fills_a_file_of_its_own()
    {
        const string yaml = """
            version: 1
            handlers:
              file: {class: logging.handlers.RotatingFileHandler, filename: out.log, maxBytes: 10, backupCount: 5}
            root: {level: DEBUG, handlers: [file]}
            """;
        string large = new('x', 50);
        Log(yaml, factory =>
        {
            factory.CreateLogger("a").LogInformation("a");
            factory.CreateLogger("a").LogInformation(large);
            factory.CreateLogger("a").LogInformation("b");
        });
        Assert.Equal(["b\n", large + "\n", "a\n"], new[] { "out.log", "out.log.1", "out.log.2" }.Select(name => File.ReadAllText(Folder[name])));
    }

    [Fact]
    public void Records_that_cannot_be_written_are_told_and_the_job_goes_on()
    {
        Log(Plain.Replace("out.log", "gone/out.log", StringComparison.Ordinal), factory =>
        {
            Directory.Delete(Folder["gone"], recursive: true);
            factory.CreateLogger("a").LogError("x");
        });
        Assert.Contains("1 log record(s) could not be written", Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_jobs_log_of_hydra_is_written_beside_the_console()
    {
        const string yaml = """
            version: 1
            formatters: {simple: {format: '[%(asctime)s][%(name)s][%(levelname)s] - %(message)s'}}
            handlers:
              console: {class: logging.StreamHandler, formatter: simple, stream: ext://sys.stdout}
              file: {class: logging.FileHandler, formatter: simple, filename: outputs/1/train_model.log}
            root: {level: INFO, handlers: [console, file]}
            disable_existing_loggers: false
            """;
        Log(yaml, factory => factory.CreateLogger("train").LogInformation("hello"));
        Assert.Equal("[2026-01-31 23:59:58,123][train][INFO] - hello\n", Output.ToString());
        Assert.Equal(Output.ToString(), File.ReadAllText(Folder["outputs", "1", "train_model.log"], Encoding.UTF8));
        Assert.Equal(["train_model.log"], Directory.EnumerateFiles(Folder["outputs", "1"]).Select(Path.GetFileName));
    }
}
