using System.Diagnostics;
using System.Text;

namespace Binnacle.Jobs.TestJob;

/// <summary>Runs the test job as a program of its own.</summary>
public static class TestJobProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The built program.</summary>
    public static string Executable { get; } = Path.Combine(
        AppContext.BaseDirectory, "Binnacle.Jobs.TestJob" + (OperatingSystem.IsWindows() ? ".exe" : ""));

    /// <summary>Runs to the end.</summary>
    public static Task<TestJobOutcome> RunAsync(string folder, params string[] args) =>
        RunAsync(folder, new Dictionary<string, string>(), args);

    /// <summary>Runs to the end with further environment variables.</summary>
    public static async Task<TestJobOutcome> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using Process process = Start(folder, environment, args);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    /// <summary>Starts and leaves running.</summary>
    public static Process Start(string folder, params string[] args) => Start(folder, new Dictionary<string, string>(), args);

    /// <summary>Starts with further environment variables and leaves running.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo(Executable, args)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of a started program.</summary>
    public static async Task<TestJobOutcome> EndAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new TestJobOutcome(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
