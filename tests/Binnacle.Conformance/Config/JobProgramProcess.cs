using System.Diagnostics;
using Binnacle.Jobs;
using Binnacle.Jobs.Integrations;

namespace Binnacle.Conformance.Config;

/// <summary>The program of <c>cli.jsonl</c>, in the current directory.</summary>
internal static class JobProgramProcess
{
    /// <summary>The first argument by which the runner becomes this program.</summary>
    public const string Argument = "--run-my-app";

    /// <summary>Runs in this process.</summary>
    public static (int ExitCode, string Output, string Error) RunHere(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = RunAsync(args, output, error).GetAwaiter().GetResult();
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>Runs in a process of its own, which a job may end.</summary>
    public static (int ExitCode, string Output, string Error) Run(string[] args)
    {
        string host = Environment.ProcessPath!;
        string[] runner = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        var start = new ProcessStartInfo(host, [.. runner, Argument, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>The program itself.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error) =>
        JobHost.Create("my_app").UseConfigName("config").UseConfigPath("conf").UseOutput(output, error).UseWorkerCommand(null).UseOptuna()
            .RunAsync(args, new CommandLineTask(output).RunAsync);
}
