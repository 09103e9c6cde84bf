namespace Binnacle.Tuning;

/// <summary>A study, a trial or a storage cannot do what was asked; the message tells why.</summary>
public class TuningException : Exception
{
    /// <param name="message">What was expected and found.</param>
    public TuningException(string message)
        : base(message)
    {
    }

    /// <param name="message">What was expected and found.</param>
    /// <param name="innerException">The cause.</param>
    public TuningException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
