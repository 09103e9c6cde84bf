using System.Diagnostics;
using Binnacle.Testing;

namespace Binnacle.Tuning.Sql.Tests.Interop;

/// <summary>Optuna in a Python process; tests that ask for it are skipped where it is not installed.</summary>
internal static class OptunaWorker
{
    private const string SystemPython = "/usr/bin/python3";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly Lazy<bool> HasOptuna = new(() => File.Exists(Python) && Succeeds("import optuna"));

    private static readonly Lazy<bool> HasPostgresDriver = new(() => File.Exists(Python) && Succeeds("import psycopg2"));

    // Another Python, with another version of Optuna, may be named.
    private static string Python => Environment.GetEnvironmentVariable("BINNACLE_TEST_PYTHON") ?? SystemPython;

    /// <summary>Skips the test unless Optuna, and the driver that the address needs, are installed.</summary>
    public static void Require(string url)
    {
        Requirement.Of(HasOptuna.Value, $"{Python} has no optuna (Debian: python3-optuna)");
        if (url.StartsWith("postgresql", StringComparison.Ordinal))
            Requirement.Of(HasPostgresDriver.Value, $"{Python} has no psycopg2 (Debian: python3-psycopg2)");
    }

    public static async Task<string> RunAsync(params string[] args)
    {
        using RunningProgram program = Start(args);
        return (await program.WaitAsync(Patience)).Succeeded().Output;
    }

    public static RunningProgram Start(params string[] args)
    {
        ProcessStartInfo start = new(Python, [Path.Combine(AppContext.BaseDirectory, "Interop", "worker.py"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONWARNINGS"] = "ignore";
        return new RunningProgram(Process.Start(start)!);
    }

    private static bool Succeeds(string code)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", code]) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
