namespace Binnacle.Jobs.Logging;

/// <summary>Writes to the console, each record at once and whole.</summary>
internal sealed class StreamHandler(Func<TextWriter> stream, int level, LogFormatter formatter) : LogHandler(level, formatter)
{
    private static readonly Lock Gate = new();

    protected override void Write(string line, int recordLevel)
    {
        TextWriter writer = stream();
        lock (Gate)
        {
            try
            {
                writer.Write(line);
                writer.Flush();
            }
            catch (IOException)
            {
                // The reader of the console's pipe has gone; there is nobody left to tell, and the job goes on.
            }
        }
    }
}
