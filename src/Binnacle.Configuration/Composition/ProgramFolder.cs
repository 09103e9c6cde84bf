using System.Reflection;

namespace Binnacle.Configuration;

/// <summary>Finds the config folder of a program.</summary>
/// <remarks>The build of a job program records where its project's <c>conf/</c> lies, and copies it beside the executable.</remarks>
public static class ProgramFolder
{
    private const string MetadataKey = "Binnacle.JobConfigPath";
    private const string CopiedFolder = "conf";

    /// <summary>The folder that the build recorded, while it exists, or <c>conf</c> beside the executable; null when there is neither.</summary>
    /// <param name="program">The program's assembly; the one that was started when null.</param>
    public static string? Of(Assembly? program = null) => Recorded(program ?? Assembly.GetEntryAssembly()) ?? BesideExecutable();

    internal static ConfigException Absent(Assembly program) => new(
        $"{program.GetName().Name} has no config folder: its build recorded none that exists, and there is no '{BesideExecutablePath}'. "
        + "Name one, or set the MSBuild property JobConfigPath in its project.");

    private static string BesideExecutablePath => Path.Combine(AppContext.BaseDirectory, CopiedFolder);

    private static string? Recorded(Assembly? program) => program?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == MetadataKey)?.Value is { Length: > 0 } path && Directory.Exists(path)
        ? path
        : null;

    private static string? BesideExecutable() => Directory.Exists(BesideExecutablePath) ? BesideExecutablePath : null;
}
