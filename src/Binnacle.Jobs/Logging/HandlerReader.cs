using System.Text;
using Binnacle.Configuration;

namespace Binnacle.Jobs.Logging;

/// <summary>Builds a handler from its section.</summary>
internal sealed class HandlerReader(LoggingOptions options, IReadOnlyDictionary<string, LogFormatter> formatters)
{
    private const string Stream = "logging.StreamHandler";
    private const string Plain = "logging.FileHandler";
    private const string Rotating = "logging.handlers.RotatingFileHandler";
    private const string Null = "logging.NullHandler";

    private static readonly LogFormatter MessageOnly = new TextFormatter(FormatTemplate.Parse("%(message)s", '%'), TimeFormat.Default);

    /// <summary>Null when there is no such handler, or its file cannot be opened; the fault is noted.</summary>
    public LogHandler? Read(ConfigSection section)
    {
        if (section.Text("class") is null)
        {
            section.Fault(section.Map, "class", $"expected one of {Stream}, {Plain}, {Rotating}, {Null}; it is missing.");
            return null;
        }

        return section.Choice("class", Stream, Plain, Rotating, Null) switch
        {
            Stream => StreamHandler(section),
            Plain => FileHandler(section, 0, 0),
            Rotating => FileHandler(section, section.Integer("maxBytes", 0), (int)section.Integer("backupCount", 0)),
            Null => NullHandler(section),
            _ => null,
        };
    }

    private StreamHandler StreamHandler(ConfigSection section)
    {
        section.Allow("class", "level", "formatter", "filters", "stream");
        bool output = section.Choice("stream", "ext://sys.stderr", "ext://sys.stdout") == "ext://sys.stdout";
        return new StreamHandler(
            () => output ? options.StandardOutput ?? Console.Out : options.StandardError ?? Console.Error,
            section.Level("level"),
            Formatter(section));
    }

    private NullHandler NullHandler(ConfigSection section)
    {
        section.Allow("class", "level", "formatter", "filters");
        return new NullHandler(Formatter(section));
    }

    private FileHandler? FileHandler(ConfigSection section, long maxBytes, int backupCount)
    {
        string[] common = ["class", "level", "formatter", "filters", "filename", "mode", "encoding", "delay", "errors"];
        bool rotating = section.Text("class") == Rotating;
        section.Allow(rotating ? [.. common, "maxBytes", "backupCount"] : common);
        int level = section.Level("level");
        LogFormatter formatter = Formatter(section);
        Encoding encoding = EncodingOf(section);
        bool truncate = section.Choice("mode", "a", "w") == "w" && maxBytes == 0;
        bool delay = section.Flag("delay", false);
        if (section.Text("filename") is not { Length: > 0 } name)
        {
            section.Fault(section.Map, "filename", "expected the name of a file; it is missing.");
            return null;
        }

        try
        {
            string path = Path.GetFullPath(Path.Combine(options.WorkingDirectory, options.LogDirectory ?? "", name));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            FileLock fileLock = rotating ? FileLock.Beside(path) : FileLock.OfThisMachine(path);
            var file = new RotatingFile(path, fileLock, maxBytes, backupCount);
            if (!delay || truncate)
                file.Create(truncate);
            return new FileHandler(new LogFileQueue(file, options), encoding, level, formatter);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or TimeoutException)
        {
            section.Fault(section.Map["filename"], "filename", $"the log file cannot be opened: {fault.Message}");
            return null;
        }
    }

    private LogFormatter Formatter(ConfigSection section)
    {
        if (section.List("filters") is [var filter, ..])
            section.Fault(filter, "filters", "filters are not supported; use levels of loggers and handlers.");
        if (section.Text("formatter") is not { } name)
            return MessageOnly;
        if (formatters.TryGetValue(name, out LogFormatter? formatter))
            return formatter;

        section.Fault(
            section.Map["formatter"], "formatter", $"there is no formatter '{name}'.{ConfigSection.Nearest(name, formatters.Keys)}");
        return MessageOnly;
    }

    private static Encoding EncodingOf(ConfigSection section)
    {
        string name = section.Text("encoding") ?? "utf-8";
        switch (name.ToLowerInvariant().Replace('_', '-'))
        {
            case "utf-8" or "utf8":
                return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            case "ascii" or "us-ascii":
                return Encoding.ASCII;
            case "latin-1" or "latin1" or "iso-8859-1":
                return Encoding.Latin1;
            default:
                section.Fault(section.Map["encoding"], "encoding", $"expected utf-8, latin-1 or ascii, found '{name}'.");
                return Encoding.UTF8;
        }
    }
}
