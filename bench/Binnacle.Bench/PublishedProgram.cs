using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Binnacle.Bench;

/// <summary>A program published for this machine, as a team deploys it.</summary>
internal sealed class PublishedProgram
{
    private readonly string _executable;

    private PublishedProgram(string executable) => _executable = executable;

    /// <summary>The file to start.</summary>
    public string Executable => _executable;

    /// <summary>Publishes <c>samples/Digits/NAME</c> with ReadyToRun code; the working directory must be the repository's root.</summary>
    public static Task<PublishedProgram> PublishAsync(string name) => ReadyToRunAsync(Path.Combine("samples", "Digits", name));

    /// <summary>Publishes a project with ReadyToRun code that runs on the shared runtime.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="program">Name of the program. Default: the folder's.</param>
    public static Task<PublishedProgram> ReadyToRunAsync(string project, string? program = null) =>
        PublishAsync(project, program ?? Path.GetFileName(project), "", "--no-self-contained", "-p:PublishReadyToRun=true");

    /// <summary>Publishes a project compiled ahead of time to a single native program.</summary>
    public static Task<PublishedProgram> NativeAsync(string project) =>
        PublishAsync(project, Path.GetFileName(project), "-native", "-p:PublishAot=true");

    private static async Task<PublishedProgram> PublishAsync(string project, string name, string suffix, params string[] options)
    {
        string folder = Path.GetFullPath(Path.Combine("artifacts", "bench", name + suffix));
        string[] command = ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "-v", "quiet", "-nologo", .. options];
        using Process publish = Process.Start("dotnet", command);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? new PublishedProgram(Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name))
            : throw new InvalidOperationException($"{name} could not be published.");
    }

    /// <summary>A program that is there already.</summary>
    public static PublishedProgram At(string executable) => new(executable);

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
        (double median, double least) = await TimesAsync(runs, folder, exitCode, arguments);
        return FormattableString.Invariant($"{median,6:F0} ms median, {least,6:F0} ms least of {runs}");
    }

    /// <summary>The median of several runs, and the smallest, in milliseconds.</summary>
    public async Task<(double Median, double Least)> TimesAsync(int runs, string folder, int exitCode, params string[] arguments)
    {
        var times = new List<double>();
        for (int run = 0; run < runs; run++)
            times.Add((await RunAsync(folder, exitCode, [], arguments)).TotalMilliseconds);
        times.Sort();
        return (times[runs / 2], times[0]);
    }
}
