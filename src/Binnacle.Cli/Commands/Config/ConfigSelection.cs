using Binnacle.Configuration;

namespace Binnacle.Cli.Commands.Config;

/// <summary>One composition that a command line names.</summary>
/// <param name="Directory">The config folder.</param>
/// <param name="ConfigName">The primary config; null: the one that can be meant.</param>
/// <param name="Overrides">The overrides, in order.</param>
/// <param name="VersionBase">The version of Hydra whose rules hold.</param>
internal sealed record ConfigSelection(string Directory, string? ConfigName, IReadOnlyList<string> Overrides, string VersionBase)
{
    private const string UsualName = "config";

    /// <summary>Where configs are found: the folder, and empty stand-ins for options of Hydra's plugins.</summary>
    /// <exception cref="ConfigException">There is no such folder.</exception>
    public ConfigSearchPath SearchPath()
    {
        if (!System.IO.Directory.Exists(Directory))
        {
            string? parent = Path.GetDirectoryName(Path.GetFullPath(Directory));
            string? nearest = System.IO.Directory.Exists(parent)
                ? NearestName.Of(Path.GetFileName(Directory), System.IO.Directory.EnumerateDirectories(parent).Select(folder => Path.GetFileName(folder)))
                : null;
            throw new ConfigException(
                $"There is no config folder '{Directory}'.{(nearest is null ? "" : $" Did you mean '{Path.Combine(Path.GetDirectoryName(Directory) ?? "", nearest)}'?")}\nName one with --config-dir.");
        }

        return new ConfigSearchPath().AddDirectory(Directory).Add(new PluginOptions());
    }

    /// <summary>Composes it; warnings go to the writer.</summary>
    /// <param name="warnings">Where warnings go.</param>
    /// <param name="mode">For a sweep, what the user must choose may stay open.</param>
    /// <exception cref="ConfigException">Anything is wrong.</exception>
    public ComposedConfig Compose(TextWriter warnings, RunMode mode = RunMode.Run)
    {
        ConfigSearchPath path = SearchPath();
        string name = ConfigName ?? OnlyName(path);
        ComposedConfig composed = new ConfigComposer(path).Compose(new CompositionRequest
        {
            ConfigName = name,
            Overrides = Overrides,
            VersionBase = VersionBase,
            JobName = name.Replace('/', '_'),
            Mode = mode,
        });
        foreach (string warning in composed.Warnings.Concat(PluginOptions.WarningsOf(composed)))
            warnings.WriteLine($"warning: {warning}");
        return composed;
    }

    /// <summary>The selection in words, for headings.</summary>
    public override string ToString() => string.Join(' ', [Directory, .. ConfigName is null ? [] : (string[])[ConfigName], .. Overrides]);

    private string OnlyName(ConfigSearchPath path)
    {
        string[] names = [.. path.Sources.OfType<DirectorySource>().First().Options("").Order(StringComparer.Ordinal)];
        return names switch
        {
            _ when names.Contains(UsualName) => UsualName,
            [var only] => only,
            [] => throw new ConfigException($"'{Directory}' has no config at its root: a primary config is a file such as {Path.Combine(Directory, UsualName + ".yaml")}."),
            _ => throw new ConfigException($"'{Directory}' has {names.Length} configs at its root; name the primary one with --config-name: {string.Join(", ", names)}."),
        };
    }
}
