namespace Binnacle.Configuration;

/// <summary>An interpolation leads to a value that is missing (<c>???</c>).</summary>
internal sealed class MissingTargetException(string message, Origin? origin) : ConfigException(message, origin);
