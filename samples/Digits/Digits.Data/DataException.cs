namespace Digits.Data;

/// <summary>A fault of the data: the message names the file, what was expected and found, and is printed as it is.</summary>
public sealed class DataException : IOException
{
    /// <param name="message">The complete message.</param>
    /// <param name="inner">The cause.</param>
    public DataException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
