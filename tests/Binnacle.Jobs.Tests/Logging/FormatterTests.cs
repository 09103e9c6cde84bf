using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Binnacle.Jobs.Tests.Logging;

public sealed class FormatterTests : LoggingTest
{
    [Theory]
    [InlineData("format: '[%(asctime)s][%(name)s][%(levelname)s] - %(message)s'", "[2026-01-31 23:59:58,123][digits.train][INFO] - epoch 3\n")]
    [InlineData("format: '%(levelname)-8s|%(levelname)8s|%(levelno)05d|%(message).3s'", "INFO    |    INFO|00020|epo\n")]
    [InlineData("format: '100%% %(message)s'", "100% epoch 3\n")]
    [InlineData("{}", "epoch 3\n")]
    [InlineData("{format: '%(asctime)s', datefmt: '%d.%m.%y %H:%M:%S %j %b %a %p%%'}", "31.01.26 23:59:58 031 Jan Sat PM%\n")]
    [InlineData("{style: '{', format: '{{{levelname:<8}}} {levelname:>8} {levelname:*^8} {levelno:04d} {message}'}", "{INFO    }     INFO **INFO** 0020 epoch 3\n")]
    [InlineData("{style: $, format: '$levelname ${message} $$'}", "INFO epoch 3 $\n")]
    [InlineData("{format: '%(created).3f %(msecs)03d'}", "1769903998.123 123\n")]
    public void Text_is_laid_out_as_python_does(string formatter, string expected) =>
        Assert.Equal(expected, Show(formatter, logger => logger.LogInformation("epoch {Epoch}", 3)));

    [Fact]
    public void Asctime_is_local_time()
    {
        Time.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), "test", "test"));
        Assert.Equal("2026-02-01 01:59:58,123 +0200\n", Show(
            "{format: '%(asctime)s,123 +0200', datefmt: '%Y-%m-%d %H:%M:%S'}", logger => logger.LogInformation("x")));
    }

    [Fact]
    public void An_exception_follows_on_its_own_lines()
    {
        string text = Show("format: '%(message)s'", logger => logger.LogError(new IOException("disk full"), "lost"));
        Assert.Equal("lost\nSystem.IO.IOException: disk full\n", text);
    }

    [Fact]
    public void File_line_and_function_are_those_of_the_caller()
    {
        string text = Show("format: '%(filename)s|%(lineno)d|%(funcName)s|%(module)s'", logger => logger.LogInformation("x"));
        string[] parts = text.TrimEnd().Split('|');
        Assert.Equal("FormatterTests.cs", parts[0]);
        Assert.True(int.Parse(parts[1]) > 0);
        Assert.Equal("File_line_and_function_are_those_of_the_caller", parts[2]);
        Assert.Equal("FormatterTests", parts[3]);
    }

    [Fact]
    public void Process_and_thread_are_numbers() => Assert.Equal(
        $"{Environment.ProcessId} {Environment.CurrentManagedThreadId}\n",
        Show("format: '%(process)d %(thread)d'", logger => logger.LogInformation("x")));

    [Theory]
    [InlineData("()", "pythonjsonlogger.jsonlogger.JsonFormatter")]
    [InlineData("class", "pythonjsonlogger.json.JsonFormatter")]
    public void Json_lines_hold_the_fields_of_the_format_in_order(string key, string name)
    {
        string text = Show(
            $"{{\"{key}\": {name}, format: '%(asctime)s %(levelname)-8s %(process)d %(message)s'}}",
            logger => logger.LogWarning("a \"quoted\"\nword"));
        Assert.Equal(
            $$"""{"asctime": "2026-01-31 23:59:58,123", "levelname": "WARNING", "process": {{Environment.ProcessId}}, "message": "a \"quoted\"\nword"}""" + "\n",
            text);
    }

    [Fact]
    public void Json_lines_hold_the_values_of_message_and_scope()
    {
        string text = Show("{(): pythonjsonlogger.jsonlogger.JsonFormatter, format: '%(message)s'}", logger =>
        {
            using (logger.BeginScope(new Dictionary<string, object> { ["run"] = "ab12" }))
                logger.LogInformation("loss {Loss} after {Epoch} {Ok}", 0.25, 3, true);
        });
        Assert.Equal("""{"message": "loss 0.25 after 3 True", "run": "ab12", "Loss": 0.25, "Epoch": 3, "Ok": true}""" + "\n", text);
    }

    [Fact]
    public void Json_settings_rename_add_and_keep_characters()
    {
        string text = Show(
            """
            (): pythonjsonlogger.jsonlogger.JsonFormatter
            format: '%(levelname)s %(message)s'
            rename_fields: {levelname: level}
            static_fields: {service: digits, version: 2}
            timestamp: at
            json_ensure_ascii: false
            """,
            logger => logger.LogInformation("größe"));
        Assert.Equal(
            """{"level": "INFO", "message": "größe", "service": "digits", "version": 2, "at": "2026-01-31T23:59:58.123000+00:00"}""" + "\n",
            text);
    }

    [Fact]
    public void Any_text_makes_a_valid_json_line() => CsCheck.Check.Sample(CsCheck.Gen.String, text =>
    {
        Output.GetStringBuilder().Clear();
        string line = Show("{(): pythonjsonlogger.jsonlogger.JsonFormatter}", logger => logger.LogInformation("{Text}", text));
        Assert.Equal(1, line.Count(character => character == '\n'));
        Assert.Equal(text, JsonDocument.Parse(line).RootElement.GetProperty("message").GetString());
    }, iter: 200, threads: 1);
}
