using System.Reflection;
using Binnacle.Configuration;

namespace Binnacle.Jobs;

/// <summary>Finds the program's config folder.</summary>
internal static class ConfigLocation
{
    private const string MetadataKey = "Binnacle.JobConfigPath";

    /// <summary>
    /// The folder of the command line, or of the host, or the one that the build recorded while it exists, or <c>conf</c> beside
    /// the executable; null when there is none.
    /// </summary>
    /// <exception cref="ConfigException">A folder was named that does not exist.</exception>
    public static string? Find(string? commandLine, JobHostOptions options)
    {
        string? own = options.ConfigPath is { } given ? Existing(Path.GetFullPath(given)) : Recorded() ?? BesideExecutable();
        return commandLine is null ? own : Existing(Path.GetFullPath(commandLine, Path.GetDirectoryName(own) ?? Environment.CurrentDirectory));
    }

    private static string Existing(string path) => Directory.Exists(path)
        ? path
        : throw new ConfigException($"Primary config directory not found.\nCheck that the config directory '{path}' exists and readable");

    private static string? Recorded() => Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == MetadataKey)?.Value is { Length: > 0 } path && Directory.Exists(path)
        ? path
        : null;

    private static string? BesideExecutable()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "conf");
        return Directory.Exists(path) ? path : null;
    }
}
