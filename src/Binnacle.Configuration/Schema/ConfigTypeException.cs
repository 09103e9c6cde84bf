namespace Binnacle.Configuration;

/// <summary>A value or key does not fit the type of its place.</summary>
/// <param name="kind">The kind of fault as the reference names it: ValidationError, ConfigKeyError, ConfigTypeError.</param>
/// <param name="message">What is wrong, with the key.</param>
/// <param name="origin">Where the value was written.</param>
internal sealed class ConfigTypeException(string kind, string message, Origin? origin) : ConfigException(message, origin)
{
    public string Kind { get; } = kind;
}
