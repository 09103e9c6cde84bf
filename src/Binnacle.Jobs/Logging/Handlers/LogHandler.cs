namespace Binnacle.Jobs.Logging;

/// <summary>Where records go, from a level on, in a format.</summary>
internal abstract class LogHandler(int level, LogFormatter formatter) : IDisposable
{
    public int Level => level;

    public void Emit(LogRecord record) => Write(formatter.Format(record), record.Level);

    /// <summary>Returns when everything emitted before has been written.</summary>
    public virtual void Flush()
    {
    }

    public virtual void Dispose()
    {
    }

    /// <param name="line">The record's text with the line end.</param>
    /// <param name="recordLevel">Python's level of the record.</param>
    protected abstract void Write(string line, int recordLevel);
}
