using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Binnacle.Bench;

/// <summary>A program of the sample, published for this machine with ReadyToRun code, as a team deploys it.</summary>
internal sealed class PublishedProgram
{
    private readonly string _executable;

    private PublishedProgram(string executable) => _executable = executable;

    /// <summary>Publishes <c>samples/Digits/NAME</c>; the working directory must be the repository's root.</summary>
    public static async Task<PublishedProgram> PublishAsync(string name)
    {
        string folder = Path.GetFullPath(Path.Combine("artifacts", "bench", name));
        string[] command =
        [
            "publish", Path.Combine("samples", "Digits", name), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
            "--no-self-contained", "-p:PublishReadyToRun=true", "-o", folder, "-v", "quiet", "-nologo",
        ];
        using Process publish = Process.Start("dotnet", command);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? new PublishedProgram(Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            : throw new InvalidOperationException($"{name} could not be published.");
    }

    /// <summary>Runs the program in a folder and returns the time from its start to its end.</summary>
    public async Task<TimeSpan> RunAsync(string folder, int exitCode, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(_executable, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        TimeSpan time = clock.Elapsed;
        return process.ExitCode == exitCode
            ? time
            : throw new InvalidOperationException($"expected exit code {exitCode}, found {process.ExitCode}\n{await output}\n{await errors}");
    }

    /// <summary>The median of several runs, and the smallest.</summary>
    public async Task<string> MeasureAsync(int runs, string folder, int exitCode, params string[] arguments)
    {
        var times = new List<double>();
        for (int run = 0; run < runs; run++)
            times.Add((await RunAsync(folder, exitCode, [], arguments)).TotalMilliseconds);
        times.Sort();
        return FormattableString.Invariant($"{times[runs / 2],6:F0} ms median, {times[0],6:F0} ms least of {runs}");
    }
}
