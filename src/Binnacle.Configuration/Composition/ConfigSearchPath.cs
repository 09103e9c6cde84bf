using System.Reflection;

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

    private static EmbeddedSource BuiltIn { get; } = new("hydra", typeof(ConfigSearchPath).Assembly, "conf", "pkg://hydra.conf", HydraSchema.TypeOf);

    /// <summary>Adds a source behind those that are there.</summary>
    public ConfigSearchPath Add(IConfigSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _sources.Add(source);
        return this;
    }

    /// <summary>Adds a directory behind the sources that are there.</summary>
    public ConfigSearchPath AddDirectory(string directory, string provider = "main") => Add(new DirectorySource(provider, directory));

    /// <summary>Adds the configs embedded in an assembly behind the sources that are there.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="folder">The folder of its resources.</param>
    /// <param name="provider">Who brings it in.</param>
    public ConfigSearchPath AddAssembly(Assembly assembly, string folder = "conf", string provider = "main") =>
        Add(new EmbeddedSource(provider, assembly, folder));

    /// <summary>
    /// The source that an entry of <c>hydra.searchpath</c> names: <c>file://dir</c>, a bare directory, <c>pkg://Assembly/folder</c>
    /// (the folder is <c>conf</c> where none is given), or <c>structured://</c> for the configs in memory.
    /// </summary>
    /// <returns>A source; it is not available when there is no such directory, assembly or resource.</returns>
    /// <exception cref="ConfigException">The scheme is unknown.</exception>
    public IConfigSource Parse(string entry, string provider)
    {
        ArgumentNullException.ThrowIfNull(entry);
        int scheme = entry.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return new DirectorySource(provider, entry);
        string rest = entry[(scheme + 3)..];
        return entry[..scheme] switch
        {
            "file" => new DirectorySource(provider, DirectoryOf(rest)),
            "pkg" => PackageSource.Find(provider, rest),
            "structured" => rest.Length == 0
                ? Registry
                : new MissingSource(provider, entry, "Configs in memory have one place: write structured:// and store them in the program's registry."),
            var other => throw new ConfigException($"No config source registered for schema {other}, supported types : [file, pkg, structured]\n    in '{entry}': expected file://, pkg:// or structured://."),
        };
    }

    /// <summary>The directory of a URL's path: that of <c>file:///C:/conf</c> is <c>C:/conf</c>.</summary>
    private static string DirectoryOf(string path) =>
        OperatingSystem.IsWindows() && path.Length > 2 && path[0] == '/' && char.IsAsciiLetter(path[1]) && path[2] == ':' ? path[1..] : path;
}
