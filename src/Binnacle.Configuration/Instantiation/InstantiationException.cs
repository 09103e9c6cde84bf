namespace Binnacle.Configuration;

/// <summary>An object cannot be made as the configuration asks.</summary>
/// <remarks>The message names the target, the full key of its config, its place, and what would help.</remarks>
public sealed class InstantiationException : ConfigException
{
    /// <param name="message">What was wrong, in lines; key and place are added.</param>
    /// <param name="fullKey">The key of the config from the root; empty for the root itself.</param>
    /// <param name="origin">Where the config was written; null when it was made by code.</param>
    /// <param name="inner">The cause.</param>
    public InstantiationException(string message, string fullKey, Origin? origin = null, Exception? inner = null)
        : base(Complete(message, fullKey, origin), origin, inner) => FullKey = fullKey;

    /// <summary>The key of the config from the root; empty for the root itself.</summary>
    public string FullKey { get; }

    private static string Complete(string message, string fullKey, Origin? origin)
    {
        string key = fullKey.Length == 0 ? "" : $"\nfull_key: {fullKey}";
        string place = origin is null ? "" : $"\n    at {origin}{SourceExcerpt.OfValue(origin)}";
        return message + key + place;
    }
}
