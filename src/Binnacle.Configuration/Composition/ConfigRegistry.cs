using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

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

    /// <summary>Stores a record or class as a named schema: a config with its defaults, whose types every config that is merged into it must keep.</summary>
    /// <remarks>
    /// A config takes the schema in by its defaults list (<c>- base_mysql</c>, before <c>_self_</c>). From then on, unknown keys and values
    /// that do not fit are errors that show their place. A member that must be given is <c>???</c> until it is. As with Hydra 1.3, a
    /// schema and a file of the same name have nothing to do with each other: the file is found first.
    /// </remarks>
    /// <typeparam name="T">The type; see <see cref="ConfigBinder"/> for its members.</typeparam>
    /// <param name="name">Its name, without an ending.</param>
    /// <param name="group">Its group, with slashes; null for none.</param>
    /// <param name="package">Its package, as a header would give it; null for that of the group.</param>
    /// <param name="value">The values it starts with; the type's own defaults when null.</param>
    public ConfigRegistry Add<[DynamicallyAccessedMembers(BoundMembers.Kept)] T>(string name, string? group = null, string? package = null, T? value = null)
        where T : class
    {
        ClassType type = TypeSchema.OfClass(typeof(T));
        Store(name, value is null ? type.Defaults : type.Of(new ObjectTree().MapOf(typeof(T), value)), group, package);
        return this;
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
