namespace Binnacle.Configuration;

/// <summary>A fault of a configuration or an override, told so that its user can mend it.</summary>
/// <remarks>The message is complete: it is printed as it is, without a stack trace.</remarks>
public class ConfigException : Exception
{
    /// <param name="message">What was expected and found, with the place and the nearest valid name where there is one.</param>
    /// <param name="origin">The place of the fault; null when there is none.</param>
    /// <param name="inner">The cause.</param>
    public ConfigException(string message, Origin? origin = null, Exception? inner = null)
        : base(message, inner) => Origin = origin;

    /// <summary>The place of the fault; null when there is none.</summary>
    public Origin? Origin { get; }
}
