using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Binnacle.EndToEnd.Tests;

/// <summary><c>tests/Binnacle.AotJob</c>, published with NativeAOT once for the tests of a class.</summary>
public sealed class AheadOfTimeJob : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string[] Linkers = ["clang", "gcc"];

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task> _published;

    public AheadOfTimeJob() => _published = new Lazy<Task>(PublishAsync);

    private string Executable => _folder["Binnacle.AotJob" + (OperatingSystem.IsWindows() ? ".exe" : "")];

    /// <summary>Runs the published job to its end in <paramref name="folder"/>; the test is skipped where nothing can be linked.</summary>
    public async Task<Outcome> RunAsync(string folder, params string[] arguments)
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "NativeAOT needs Visual Studio's linker on Windows");
        Requirement.Of(Linkers.Any(Requirement.HasProgram), "neither clang nor gcc, with which NativeAOT links, is on PATH");
        await _published.Value;
        return await RunProgramAsync(Executable, folder, arguments);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A warning of the trimmer or the compiler fails every test of the class.</summary>
    private async Task PublishAsync()
    {
        Outcome outcome = await RunProgramAsync(
            "dotnet", RepositoryRoot.Path, "publish", "tests/Binnacle.AotJob", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", _folder.Path, "-nodeReuse:false");
        outcome.Succeeded();
        Assert.DoesNotContain("warning", outcome.Output, StringComparison.Ordinal);
    }

    private static async Task<Outcome> RunProgramAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        using var running = new RunningProgram(Process.Start(start)!);
        return await running.WaitAsync(Patience);
    }
}
