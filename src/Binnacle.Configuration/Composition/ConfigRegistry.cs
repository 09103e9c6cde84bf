using System.Collections.Concurrent;

namespace Binnacle.Configuration;

/// <summary>Configs that live in memory, found under <c>structured://</c> after every other source.</summary>
public sealed class ConfigRegistry : IConfigSource
{
    private readonly ConcurrentDictionary<string, LoadedConfig> _configs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Provider => "schema";

    /// <inheritdoc/>
    public string Path => "structured://";

    /// <inheritdoc/>
    public bool IsAvailable => true;

    /// <summary>Stores a config; one of the same name is replaced.</summary>
    /// <param name="name">Its name, without an ending.</param>
    /// <param name="node">Its content.</param>
    /// <param name="group">Its group, with slashes; null for none.</param>
    /// <param name="package">Its package, as a header would give it; null for that of the group.</param>
    public void Store(string name, MapNode node, string? group = null, string? package = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(node);
        string bare = name.EndsWith(".yaml", StringComparison.Ordinal) ? name[..^5] : name;
        string path = string.IsNullOrEmpty(group) ? bare : $"{group}/{bare}";
        _configs[path] = new LoadedConfig(node, package, Path + path);
    }

    /// <inheritdoc/>
    public LoadedConfig? Load(string configPath) => _configs.GetValueOrDefault(configPath);

    /// <inheritdoc/>
    public bool ConfigExists(string configPath) => _configs.ContainsKey(configPath);

    /// <inheritdoc/>
    public bool GroupExists(string group) => _configs.Keys.Any(path => path.StartsWith(group + "/", StringComparison.Ordinal));

    /// <inheritdoc/>
    public IEnumerable<string> Options(string group) => _configs.Keys
        .Where(path => path.StartsWith(group + "/", StringComparison.Ordinal) && !path[(group.Length + 1)..].Contains('/', StringComparison.Ordinal))
        .Select(path => path[(group.Length + 1)..]);

    /// <inheritdoc/>
    public IEnumerable<string> Groups(string group) => GroupNames.Below(group, _configs.Keys);
}
