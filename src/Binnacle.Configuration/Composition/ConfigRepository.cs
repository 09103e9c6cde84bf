namespace Binnacle.Configuration;

/// <summary>The sources as one; each config is read once in a composition.</summary>
internal sealed class ConfigRepository(IReadOnlyList<IConfigSource> sources, bool isLegacy = false)
{
    private readonly Dictionary<string, LoadedConfig?> _loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _groups = new(StringComparer.Ordinal);

    public IReadOnlyList<IConfigSource> Sources => sources;

    public LoadedConfig? Load(string configPath)
    {
        string path = Normalize(configPath);
        if (!_loaded.TryGetValue(path, out LoadedConfig? config))
            _loaded[path] = config = IsForeign(path) ? null : sources.Select(source => source.Load(path)).FirstOrDefault(found => found is not null);
        return config;
    }

    public bool ConfigExists(string configPath)
    {
        string path = Normalize(configPath);
        return !IsForeign(path) && sources.Any(source => source.ConfigExists(path));
    }

    public bool GroupExists(string group)
    {
        if (group.Length == 0 || group.Contains('.', StringComparison.Ordinal))
            return false;
        if (!_groups.TryGetValue(group, out bool exists))
            _groups[group] = exists = sources.Any(source => source.GroupExists(group));
        return exists;
    }

    /// <summary>Names of a group's options over all sources, sorted.</summary>
    public IReadOnlyList<string> Options(string group) =>
        [.. sources.SelectMany(source => source.Options(group)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Names of the groups directly below a group over all sources, sorted.</summary>
    public IReadOnlyList<string> Groups(string group) =>
        [.. sources.SelectMany(source => source.Groups(group)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The sources as messages list them.</summary>
    public string Describe() => string.Concat(sources.Select(source => $"\n\tprovider={source.Provider}, path={source.Path}"));

    // Only versions below 1.2 took the other ending.
    private bool IsForeign(string path) => !isLegacy && path.EndsWith(".yml", StringComparison.Ordinal);

    private static string Normalize(string path)
    {
        return path.EndsWith(".yaml", StringComparison.Ordinal) ? path[..^5] : path;
    }
}
