using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Binnacle.Configuration;

/// <summary>Configs embedded in an assembly as resources named <c>folder/group/name.yaml</c>.</summary>
public sealed class EmbeddedSource : IConfigSource
{
    private readonly Assembly _assembly;
    private readonly string _folder;
    private readonly HashSet<string> _names;
    private readonly ConcurrentDictionary<string, LoadedConfig> _loaded = new(StringComparer.Ordinal);

    /// <param name="provider">Who brought the source in.</param>
    /// <param name="assembly">The assembly.</param>
    /// <param name="folder">The folder in which the resources' names begin.</param>
    /// <param name="path">The path to show; <c>pkg://Assembly/folder</c> when null.</param>
    public EmbeddedSource(string provider, Assembly assembly, string folder, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        Provider = provider;
        _assembly = assembly;
        _folder = folder + "/";
        Path = path ?? $"pkg://{assembly.GetName().Name}/{folder}";
        _names = [.. assembly.GetManifestResourceNames().Select(name => name.Replace('\\', '/')).Where(name => name.StartsWith(_folder, StringComparison.Ordinal)).Select(name => name[_folder.Length..])];
    }

    /// <inheritdoc/>
    public string Provider { get; }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public bool IsAvailable => _names.Count > 0;

    /// <inheritdoc/>
    public LoadedConfig? Load(string configPath) =>
        ConfigExists(configPath) ? _loaded.GetOrAdd(configPath, Read) : null;

    /// <inheritdoc/>
    public bool ConfigExists(string configPath) => _names.Contains(configPath + ".yaml");

    /// <inheritdoc/>
    public bool GroupExists(string group) => _names.Any(name => name.StartsWith(group + "/", StringComparison.Ordinal));

    /// <inheritdoc/>
    public IEnumerable<string> Options(string group) => _names
        .Where(name => name.StartsWith(group + "/", StringComparison.Ordinal) && !name[(group.Length + 1)..].Contains('/', StringComparison.Ordinal))
        .Select(name => name[(group.Length + 1)..^".yaml".Length]);

    /// <inheritdoc/>
    public IEnumerable<string> Groups(string group) => GroupNames.Below(group, _names);

    private LoadedConfig Read(string configPath)
    {
        string name = _assembly.GetManifestResourceNames().Single(resource => resource.Replace('\\', '/') == $"{_folder}{configPath}.yaml");
        using var reader = new StreamReader(_assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        string text = reader.ReadToEnd();
        string shown = $"{Path}/{configPath}.yaml";
        return new LoadedConfig(YamlReader.Parse(text, shown), ConfigHeader.PackageOf(text, shown), shown);
    }
}
