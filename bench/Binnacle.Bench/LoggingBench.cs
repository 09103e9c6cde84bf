using System.Diagnostics;
using Binnacle.Jobs;
using Microsoft.Extensions.Logging;

namespace Binnacle.Bench;

/// <summary>Lines a second that one process logs as JSON to a rotating file, until they are written out.</summary>
internal static class LoggingBench
{
    private const int Lines = 300_000;
    private const int Rounds = 5;

    private const string Config = """
        version: 1
        formatters:
          json:
            (): pythonjsonlogger.jsonlogger.JsonFormatter
            format: "%(asctime)s %(levelname)s %(name)s %(process)d %(message)s"
        handlers:
          file:
            class: logging.handlers.RotatingFileHandler
            formatter: json
            filename: info.log
            maxBytes: 10485760
            backupCount: 5
            encoding: utf8
        root:
          level: INFO
          handlers: [file]
        """;

    public static Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("binnacle-bench-").FullName;
        string file = Path.Combine(folder, "logging.yaml");
        File.WriteAllText(file, Config);
        double[] rates = [.. Enumerable.Range(0, Rounds).Select(_ => Measure(file, folder)).Order()];
        Console.WriteLine(FormattableString.Invariant($"{rates[Rounds / 2]:N0} lines/s (median of {Rounds} rounds of {Lines:N0} lines)"));
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private static double Measure(string file, string folder)
    {
        var clock = Stopwatch.StartNew();
        using (var logging = LoggingConfiguration.FromFile(file, new LoggingOptions { LogDirectory = folder }))
        {
            ILogger logger = logging.CreateLoggerFactory().CreateLogger("bench");
            for (int line = 0; line < Lines; line++)
                logger.LogInformation("line {Number} of {Count}, and some words that make it as long as a usual line", line, Lines);
        }

        return Lines / clock.Elapsed.TotalSeconds;
    }
}
