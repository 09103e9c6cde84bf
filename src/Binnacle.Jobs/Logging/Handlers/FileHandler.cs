using System.Text;

namespace Binnacle.Jobs.Logging;

/// <summary>Writes to a file; records of level ERROR and above are written before the call returns.</summary>
internal sealed class FileHandler(LogFileQueue queue, Encoding encoding, int level, LogFormatter formatter)
    : LogHandler(level, formatter)
{
    public override void Flush() => queue.Flush();

    public override void Dispose()
    {
        base.Dispose();
        queue.Dispose();
    }

    protected override void Write(string line, int recordLevel)
    {
        queue.Append(encoding.GetBytes(line));
        if (recordLevel >= PythonLevel.Error)
            queue.Flush();
    }
}
