namespace Binnacle.Configuration;

/// <summary>The sources of configs, in the order in which they are asked; the first that holds a config gives it.</summary>
/// <remarks>
/// The order is that of the reference: the built-in hydra configuration, the program's own folder, folders of the command line
/// (<c>--config-dir</c>), entries of <c>hydra.searchpath</c>, and the registry in memory last.
/// </remarks>
public sealed class ConfigSearchPath
{
    private readonly List<IConfigSource> _sources;

    /// <summary>A search path that begins with the built-in hydra configuration.</summary>
    /// <param name="registry">Configs in memory; an empty registry when null.</param>
    public ConfigSearchPath(ConfigRegistry? registry = null)
    {
        Registry = registry ?? new ConfigRegistry();
        _sources = [BuiltIn];
    }

    /// <summary>The configs in memory.</summary>
    public ConfigRegistry Registry { get; }

    /// <summary>All sources in order, the registry last.</summary>
    public IReadOnlyList<IConfigSource> Sources => [.. _sources, Registry];

    private static EmbeddedSource BuiltIn { get; } = new("hydra", typeof(ConfigSearchPath).Assembly, "conf", "pkg://hydra.conf");

    /// <summary>Adds a source behind those that are there.</summary>
    public ConfigSearchPath Add(IConfigSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _sources.Add(source);
        return this;
    }

    /// <summary>Adds a directory behind the sources that are there.</summary>
    public ConfigSearchPath AddDirectory(string directory, string provider = "main") => Add(new DirectorySource(provider, directory));

    /// <summary>The source that an entry of <c>hydra.searchpath</c> names: <c>file://dir</c>, a bare directory, or <c>pkg://Assembly/folder</c>.</summary>
    /// <exception cref="ConfigException">The scheme is unknown, or no such assembly is loaded.</exception>
    public static IConfigSource Parse(string entry, string provider)
    {
        ArgumentNullException.ThrowIfNull(entry);
        int scheme = entry.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return new DirectorySource(provider, entry);
        string rest = entry[(scheme + 3)..];
        switch (entry[..scheme])
        {
            case "file":
                return new DirectorySource(provider, rest);
            case "pkg":
                int slash = rest.IndexOf('/', StringComparison.Ordinal);
                string name = slash < 0 ? rest : rest[..slash];
                var assembly = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => loaded.GetName().Name == name);
                return assembly is null
                    ? new MissingSource(provider, entry)
                    : new EmbeddedSource(provider, assembly, slash < 0 ? "conf" : rest[(slash + 1)..]);
            default:
                throw new ConfigException($"No config source knows the scheme '{entry[..scheme]}' of '{entry}'; expected file:// or pkg://.");
        }
    }
}
