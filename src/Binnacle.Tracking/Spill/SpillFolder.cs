namespace Binnacle.Tracking;

/// <summary>The folder in which runs keep what their stores did not take: see <see cref="ActiveRun.SpillPath"/>.</summary>
/// <param name="folder">The folder. Null: the variable <c>BINNACLE_SPILL_FOLDER</c>, else <c>binnacle/spill</c> in the user's folder for data of programs.</param>
public sealed class SpillFolder(string? folder = null)
{
    /// <summary>The variable that names the folder.</summary>
    public const string Variable = "BINNACLE_SPILL_FOLDER";

    /// <summary>The folder's path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(string.IsNullOrEmpty(folder) ? DefaultOf(Environment.GetEnvironmentVariable) : folder);

    /// <summary>What waits to be sent, oldest first.</summary>
    public IReadOnlyList<SpilledRun> Runs() => !Directory.Exists(Path)
        ? []
        : [.. new DirectoryInfo(Path).EnumerateFiles("*" + SpillFile.Ending).OrderBy(file => file.LastWriteTimeUtc).Select(file => new SpilledRun(file.FullName))];

    /// <summary>The folder that a client uses; null for none.</summary>
    internal static string? PathOf(TrackingClientOptions options) => options.SpillFolder switch
    {
        null => DefaultOf(options.Environment),
        "" => null,
        string folder => System.IO.Path.GetFullPath(folder),
    };

    private static string DefaultOf(Func<string, string?> environment) => environment(Variable) is { Length: > 0 } set
        ? System.IO.Path.GetFullPath(set)
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "binnacle", "spill");
}
