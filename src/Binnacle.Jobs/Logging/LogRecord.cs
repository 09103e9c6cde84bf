namespace Binnacle.Jobs.Logging;

/// <summary>One logged event, on the thread that logged it.</summary>
internal sealed class LogRecord(
    DateTimeOffset time,
    int level,
    string name,
    string message,
    Exception? exception,
    IReadOnlyList<KeyValuePair<string, object?>> fields)
{
    private CallSite? _callSite;

    public DateTimeOffset Time => time;

    public int Level => level;

    public string Name => name;

    public string Message => message;

    public Exception? Exception => exception;

    /// <summary>The named values of the message and of the scopes around it, outermost first.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Fields => fields;

    /// <summary>Where the call stands in the source; found only when a format asks, for walking the stack is slow.</summary>
    public CallSite CallSite => _callSite ??= CallSite.Find();
}
