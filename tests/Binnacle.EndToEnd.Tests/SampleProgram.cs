using System.Diagnostics;
using System.Text;
using Binnacle.Testing;

namespace Binnacle.EndToEnd.Tests;

/// <summary>A built program of the repository, started as a user's shell would start it.</summary>
internal sealed class SampleProgram(string project, string assembly)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static SampleProgram ProcessData { get; } = new("ProcessData", "ProcessData");

    public static SampleProgram TrainModel { get; } = new("TrainModel", "TrainModel");

    public static SampleProgram BatchInfer { get; } = new("BatchInfer", "BatchInfer");

    public static SampleProgram Cli { get; } = new("Binnacle.Cli", "binnacle");

    private static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    public string AssemblyPath { get; } =
        RepositoryRoot.Combine("artifacts", "bin", project, Configuration, assembly + ".dll");

    /// <summary>Runs to the end in <paramref name="folder"/>.</summary>
    public async Task<Outcome> RunAsync(string folder, params string[] arguments)
    {
        using RunningProgram running = Start(folder, [], arguments);
        return await running.WaitAsync(Patience);
    }

    public RunningProgram Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [AssemblyPath, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new RunningProgram(Process.Start(start)!);
    }
}

/// <summary>What a finished program left: exit code and both outputs.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test, with the outputs, unless the program succeeded.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>Fails the test unless the program refused with a message on stderr that has all <paramref name="words"/> and no stack trace.</summary>
    public void RefusedWith(params string[] words)
    {
        Assert.True(ExitCode != 0, $"expected a failure\n{Output}\n{Error}");
        foreach (string word in words)
            Assert.Contains(word, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", Error, StringComparison.Ordinal);
    }
}
