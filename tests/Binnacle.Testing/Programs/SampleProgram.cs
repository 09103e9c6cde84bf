using System.Diagnostics;
using System.Text;

namespace Binnacle.Testing;

/// <summary>A built program of the repository, started as a user's shell would start it.</summary>
public sealed class SampleProgram(string project, string assembly)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static SampleProgram ProcessData { get; } = new("ProcessData", "ProcessData");

    public static SampleProgram TrainModel { get; } = new("TrainModel", "TrainModel");

    public static SampleProgram BatchInfer { get; } = new("BatchInfer", "BatchInfer");

    public static SampleProgram Cli { get; } = new("Binnacle.Cli", "binnacle");

    public static SampleProgram TuningWorker { get; } = new("Binnacle.Tuning.Worker", "Binnacle.Tuning.Worker");

    public static SampleProgram TrackingWorker { get; } = new("Binnacle.Tracking.Worker", "Binnacle.Tracking.Worker");

    private static string Configuration =>
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    private string AssemblyPath { get; } =
        RepositoryRoot.Combine("artifacts", "bin", project, Configuration, assembly + ".dll");

    /// <summary>Runs to the end in <paramref name="folder"/>.</summary>
    public async Task<Outcome> RunAsync(string folder, params string[] arguments)
    {
        using RunningProgram running = Start(folder, arguments);
        return await running.WaitAsync(Patience);
    }

    public RunningProgram Start(string folder, params string[] arguments) => Start(folder, [], arguments);

    /// <summary>Starts the program with further environment variables.</summary>
    public RunningProgram Start(string folder, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments) =>
        StartBy([], folder, environment, arguments);

    /// <summary>Starts the program through another one, which is given the program's command line after <paramref name="starter"/>.</summary>
    public RunningProgram StartBy(
        IReadOnlyList<string> starter, string folder, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        string[] command = [.. starter, "dotnet", AssemblyPath, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new RunningProgram(Process.Start(start)!);
    }
}
