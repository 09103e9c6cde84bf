namespace Binnacle.Jobs.Logging;

/// <summary>What a format may ask of a record, by Python's names.</summary>
internal static class RecordAttribute
{
    public const string Time = "asctime";

    private static readonly DateTimeOffset Loaded = TimeProvider.System.GetUtcNow();

    private static readonly OrderedDictionary<string, Func<LogRecord, object?>> Readers = new(StringComparer.Ordinal)
    {
        ["name"] = record => record.Name,
        ["message"] = record => record.Message,
        ["levelname"] = record => PythonLevel.NameOf(record.Level),
        ["levelno"] = record => (long)record.Level,
        ["created"] = record => (record.Time - DateTimeOffset.UnixEpoch).TotalSeconds,
        ["msecs"] = record => (double)record.Time.Millisecond,
        ["relativeCreated"] = record => (record.Time - Loaded).TotalMilliseconds,
        ["process"] = _ => (long)Environment.ProcessId,
        ["processName"] = _ => Path.GetFileNameWithoutExtension(Environment.ProcessPath),
        ["thread"] = _ => (long)Environment.CurrentManagedThreadId,
        ["threadName"] = _ => Thread.CurrentThread.Name ?? $"Thread-{Environment.CurrentManagedThreadId}",
        ["taskName"] = _ => Task.CurrentId is { } id ? $"Task-{id}" : null,
        ["pathname"] = record => record.CallSite.Path,
        ["filename"] = record => Path.GetFileName(record.CallSite.Path),
        ["module"] = record => Path.GetFileNameWithoutExtension(record.CallSite.Path),
        ["lineno"] = record => (long)record.CallSite.Line,
        ["funcName"] = record => record.CallSite.Member,
    };

    public static IEnumerable<string> Names => Readers.Keys.Append(Time);

    public static bool Exists(string name) => name == Time || Readers.ContainsKey(name);

    /// <summary>A string, long, double or null.</summary>
    public static object? Read(string name, LogRecord record, TimeFormat time) =>
        name == Time ? time.Format(record.Time) : Readers[name](record);
}
