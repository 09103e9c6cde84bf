using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Finds the program's config folder.</summary>
internal static class ConfigLocation
{
    private const string Scheme = "://";

    /// <summary>
    /// The folder of the command line, or of the host, or the program's own (<see cref="ProgramFolder"/>); null when there is none.
    /// Resources of an assembly are named by <c>pkg://Assembly/folder</c>.
    /// </summary>
    /// <exception cref="ConfigException">A folder was named that does not exist.</exception>
    public static string? Find(string? commandLine, JobHostOptions options)
    {
        if (commandLine is not null && Named(commandLine) is { } named)
            return named;
        string? own = options.ConfigPath is { } given ? Named(given) ?? Existing(Path.GetFullPath(given)) : ProgramFolder.Of();
        return commandLine is null ? own : Existing(Path.GetFullPath(commandLine, Base(own)));
    }

    /// <summary>A place given with its scheme, as it is; null for a plain path.</summary>
    private static string? Named(string path) => path.Contains(Scheme, StringComparison.Ordinal) ? path : null;

    /// <summary>Where relative paths of the command line begin: beside the program's own folder.</summary>
    private static string Base(string? own) =>
        own is null || Named(own) is not null ? Environment.CurrentDirectory : Path.GetDirectoryName(own) ?? Environment.CurrentDirectory;

    private static string Existing(string path) => Directory.Exists(path)
        ? path
        : throw new ConfigException($"Primary config directory not found.\nCheck that the config directory '{path}' exists and readable{Nearest(path)}");

    private static string Nearest(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        string? nearest = Directory.Exists(parent) ? NearestName.Of(Path.GetFileName(path), Directory.EnumerateDirectories(parent).Select(folder => Path.GetFileName(folder))) : null;
        return nearest is null ? "" : $"\nDid you mean '{Path.Combine(parent!, nearest)}'?";
    }
}
