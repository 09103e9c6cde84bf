using System.Diagnostics;

namespace Binnacle.Testing;

/// <summary>A PostgreSQL server of its own for the tests of one program (<c>eng/postgres.sh</c>). Tests that ask for one are skipped where PostgreSQL is absent.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _databases;
    private bool _started;

    /// <summary>Whether PostgreSQL is installed where the script finds it.</summary>
    public static bool IsInstalled => !OperatingSystem.IsWindows()
        && (Requirement.HasProgram("initdb") || (Directory.Exists("/usr/lib/postgresql") && Directory.GetDirectories("/usr/lib/postgresql").Length > 0));

    /// <summary>Makes an empty database and returns its address; the server is started by the first call.</summary>
    public string CreateDatabase()
    {
        Requirement.Of(IsInstalled, "PostgreSQL (initdb, pg_ctl) is not installed");
        lock (_folder)
        {
            if (!_started)
                Run("start", _folder.Path);
            _started = true;
            return Run("database", _folder.Path, $"test{++_databases}");
        }
    }

    public void Dispose()
    {
        if (_started)
            Run("stop", _folder.Path);
        _folder.Dispose();
    }

    private static string Run(params string[] args)
    {
        ProcessStartInfo start = new("/bin/bash", [RepositoryRoot.Combine("eng", "postgres.sh"), .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        // The server inherits the pipe: only the first line is waited for.
        string? line = process.StandardOutput.ReadLine();
        process.WaitForExit(TimeSpan.FromSeconds(60));
        return process.ExitCode == 0 ? line ?? "" : throw new InvalidOperationException($"postgres.sh {args[0]} failed: {(errors.IsCompleted ? errors.Result : "")}");
    }
}
