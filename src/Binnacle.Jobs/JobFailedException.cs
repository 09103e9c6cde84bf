namespace Binnacle.Jobs;

/// <summary>A job of a sweep failed, and with it the sweep.</summary>
/// <remarks>The message is complete: it is printed as it is, without a stack trace.</remarks>
public sealed class JobFailedException : Exception
{
    /// <param name="message">Which jobs failed, and why.</param>
    /// <param name="inner">The cause, where it happened in this process.</param>
    public JobFailedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
