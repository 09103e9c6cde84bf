namespace Binnacle.Jobs.Logging;

/// <summary>Drops everything; it marks a logger as looked after.</summary>
internal sealed class NullHandler(LogFormatter formatter) : LogHandler(int.MaxValue, formatter)
{
    protected override void Write(string line, int recordLevel)
    {
    }
}
