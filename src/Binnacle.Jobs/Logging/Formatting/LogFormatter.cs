namespace Binnacle.Jobs.Logging;

/// <summary>Turns a record into text.</summary>
internal abstract class LogFormatter
{
    /// <summary>The record's text with a line end.</summary>
    public abstract string Format(LogRecord record);
}
