namespace Binnacle.TorchSharp;

/// <summary>A checkpoint is missing, damaged, in use, or of another model.</summary>
/// <remarks>The message is complete: it names the folder or file, and what to do.</remarks>
public sealed class CheckpointException : IOException
{
    /// <param name="message">The complete message.</param>
    /// <param name="inner">The cause, if any.</param>
    public CheckpointException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
