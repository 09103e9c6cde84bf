using System.Collections.Concurrent;
using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>Configs embedded in an assembly as resources named <c>folder/group/name.yaml</c>.</summary>
/// <remarks>The build item <c>EmbeddedConfig</c> embeds them under such names: <c>&lt;EmbeddedConfig Include="conf/**/*.yaml" /&gt;</c>.</remarks>
public sealed class EmbeddedSource : IConfigSource
{
    private const string Ending = ".yaml";

    private readonly Assembly _assembly;
    private readonly Func<string, ClassType?> _typeOf;
    private readonly Dictionary<string, string> _resources;
    private readonly ConcurrentDictionary<string, LoadedConfig> _loaded = new(StringComparer.Ordinal);

    /// <param name="provider">Who brought the source in.</param>
    /// <param name="assembly">The assembly.</param>
    /// <param name="folder">The folder in which the resources' names begin; empty for all of them.</param>
    /// <param name="path">The path to show; <c>pkg://Assembly/folder</c> when null.</param>
    public EmbeddedSource(string provider, Assembly assembly, string folder, string? path = null)
        : this(provider, assembly, folder, path, _ => null)
    {
    }

    /// <summary>A source whose configs may have types, told by their paths.</summary>
    internal EmbeddedSource(string provider, Assembly assembly, string folder, string? path, Func<string, ClassType?> typeOf)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(folder);
        Provider = provider;
        _assembly = assembly;
        _typeOf = typeOf;
        string name = folder.Replace('\\', '/').Trim('/');
        string prefix = name.Length == 0 ? "" : name + "/";
        Path = path ?? $"pkg://{assembly.GetName().Name}/{name}".TrimEnd('/');
        _resources = new(StringComparer.Ordinal);
        foreach (string resource in assembly.GetManifestResourceNames())
        {
            string config = resource.Replace('\\', '/');
            if (config.StartsWith(prefix, StringComparison.Ordinal) && config.EndsWith(Ending, StringComparison.Ordinal))
                _resources.Add(config[prefix.Length..^Ending.Length], resource);
        }
    }

    /// <inheritdoc/>
    public string Provider { get; }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public bool IsAvailable => _resources.Count > 0;

    /// <inheritdoc/>
    public LoadedConfig? Load(string configPath) =>
        ConfigExists(configPath) ? _loaded.GetOrAdd(configPath, Read) : null;

    /// <inheritdoc/>
    public bool ConfigExists(string configPath) => _resources.ContainsKey(configPath);

    /// <inheritdoc/>
    public bool GroupExists(string group) => _resources.Keys.Any(name => name.StartsWith(group + "/", StringComparison.Ordinal));

    /// <inheritdoc/>
    public IEnumerable<string> Options(string group) => _resources.Keys
        .Where(name => name.StartsWith(group + "/", StringComparison.Ordinal) && !name[(group.Length + 1)..].Contains('/', StringComparison.Ordinal))
        .Select(name => name[(group.Length + 1)..]);

    /// <inheritdoc/>
    public IEnumerable<string> Groups(string group) => GroupNames.Below(group, _resources.Keys);

    private LoadedConfig Read(string configPath)
    {
        string shown = $"{Path}/{configPath}{Ending}";
        using Stream resource = _assembly.GetManifestResourceStream(_resources[configPath])!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        string text = YamlReader.Decode(bytes.ToArray(), shown);
        ConfigNode content = YamlReader.Parse(text, shown);
        return new LoadedConfig(_typeOf(configPath)?.Of((MapNode)content) ?? content, ConfigHeader.PackageOf(text, shown), shown);
    }
}
