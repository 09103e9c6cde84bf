// Logs numbered lines by a configuration file, as one of several processes: CONFIG FOLDER NAME LINES [exit | crash]
// With 'exit' it ends without disposing anything, as a program does that forgot to; with 'crash' by an unhandled exception.
using System.Diagnostics;
using System.Globalization;
using Binnacle.Jobs;
using Microsoft.Extensions.Logging;

var logging = LoggingConfiguration.FromFile(args[0], new LoggingOptions { LogDirectory = args[1] });
ILogger logger = logging.CreateLoggerFactory().CreateLogger(args[2]);
int lines = int.Parse(args[3], CultureInfo.InvariantCulture);
var clock = Stopwatch.StartNew();
for (int line = 0; line < lines; line++)
    logger.LogInformation("line {Number} of {Count}, and some words that make it as long as a usual line", line, lines);

if (args is [.., "crash"])
    throw new InvalidOperationException("The crash that was asked for.");
if (args is [.., "exit"])
    return logging.Faults.Count;
logging.Dispose();
Console.WriteLine((lines / clock.Elapsed.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture));
return logging.Faults.Count;
