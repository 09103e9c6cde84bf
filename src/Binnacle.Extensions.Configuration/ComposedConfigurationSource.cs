using Binnacle.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace Binnacle.Extensions.Configuration;

/// <summary>Says what <see cref="ComposedConfigurationExtensions"/> composes.</summary>
public sealed class ComposedConfigurationSource : IConfigurationSource
{
    /// <summary>
    /// The config folder, or <c>pkg://Assembly/folder</c>; a relative one counts from the host's content root, or the current
    /// directory where there is none. The default is null: the program's own (<see cref="ProgramFolder"/>).
    /// </summary>
    public string? ConfigPath { get; set; }

    /// <summary>The primary config, without <c>.yaml</c>. The default is <c>config</c>.</summary>
    public string ConfigName { get; set; } = "config";

    /// <summary>The overrides, in order. None by default; <see cref="HostArguments"/> takes them from a host's arguments.</summary>
    public IReadOnlyList<string> Overrides { get; set; } = [];

    /// <summary>Configs in memory. None by default.</summary>
    public ConfigRegistry? Registry { get; set; }

    /// <summary>The resolvers of interpolations. The built-in ones by default.</summary>
    public ResolverRegistry? Resolvers { get; set; }

    /// <summary>
    /// Leave the underscores of keys out, so that <c>pool_size</c> binds to a property <c>PoolSize</c> (the case of keys never
    /// counts). The default is false.
    /// </summary>
    public bool RemoveUnderscores { get; set; }

    /// <summary>Compose again when a file of the search path's folders changes. The default is false.</summary>
    public bool ReloadOnChange { get; set; }

    /// <summary>How long files must be at rest before they are read again. The default is 250 ms.</summary>
    public TimeSpan ReloadDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Told the fault of changed files; the values of before stay. The default is null: nobody is told.</summary>
    public Action<ConfigException>? OnReloadFailed { get; set; }

    /// <summary>The clock that waits for files to be at rest. The default is the system's.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <inheritdoc/>
    /// <exception cref="ConfigException">No folder is named, and the program has none.</exception>
    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string? root = (builder.GetFileProvider() as PhysicalFileProvider)?.Root;
        return new ComposedConfigurationProvider(this, new ConfigComposer(SearchPath(root), Resolvers));
    }

    private ConfigSearchPath SearchPath(string? root)
    {
        var path = new ConfigSearchPath(Registry);
        string folder = ConfigPath ?? ProgramFolder.Of()
            ?? throw new ConfigException("The program has no config folder. Name one with ConfigPath, or set the MSBuild property JobConfigPath in its project.");
        return folder.Contains("://", StringComparison.Ordinal)
            ? path.Add(path.Parse(folder, "main"))
            : path.AddDirectory(Path.GetFullPath(folder, root ?? Environment.CurrentDirectory));
    }
}
