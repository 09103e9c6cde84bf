namespace Binnacle.Configuration;

/// <summary>A source that was named and is not there; it holds nothing.</summary>
internal sealed class MissingSource(string provider, string path, string reason) : IConfigSource
{
    public string Provider => provider;

    public string Path => path;

    public bool IsAvailable => false;

    /// <summary>Why it is not there, and what would help.</summary>
    public string Reason => reason;

    public LoadedConfig? Load(string configPath) => null;

    public bool ConfigExists(string configPath) => false;

    public bool GroupExists(string group) => false;

    public IEnumerable<string> Options(string group) => [];

    public IEnumerable<string> Groups(string group) => [];
}
