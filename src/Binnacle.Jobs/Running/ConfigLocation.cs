using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Finds the program's config folder.</summary>
internal static class ConfigLocation
{
    /// <summary>
    /// The folder of the command line, or of the host, or the program's own (<see cref="ProgramFolder"/>); null when there is none.
    /// </summary>
    /// <exception cref="ConfigException">A folder was named that does not exist.</exception>
    public static string? Find(string? commandLine, JobHostOptions options)
    {
        string? own = options.ConfigPath is { } given ? Existing(Path.GetFullPath(given)) : ProgramFolder.Of();
        return commandLine is null ? own : Existing(Path.GetFullPath(commandLine, Path.GetDirectoryName(own) ?? Environment.CurrentDirectory));
    }

    private static string Existing(string path) => Directory.Exists(path)
        ? path
        : throw new ConfigException($"Primary config directory not found.\nCheck that the config directory '{path}' exists and readable");
}
