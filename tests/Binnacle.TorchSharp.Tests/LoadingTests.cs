using System.Diagnostics;
using Binnacle.Testing;

namespace Binnacle.TorchSharp.Tests;

/// <summary>libtorch loads and computes wherever a program of ours lies.</summary>
public sealed class LoadingTests
{
    private const string Program = "Binnacle.TorchSharp.SumProgram";

    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    [Fact]
    public void Libtorch_computes_from_the_build_output() =>
        Assert.Equal("6", Run("dotnet", RepositoryRoot.Combine("artifacts", "bin", Program, Configuration, Program + ".dll")));

    [Fact]
    public void Libtorch_computes_from_a_publish()
    {
        // Beside the build output, so that libtorch can be linked there too.
        string folder = RepositoryRoot.Combine("artifacts", "publish-test", Guid.NewGuid().ToString("N"));
        try
        {
            Run("dotnet", "publish", RepositoryRoot.Combine("tests", Program), "--no-build", "-c", Configuration, "-o", folder, "-v", "quiet");
            Assert.Equal("6", Run("dotnet", Path.Combine(folder, Program + ".dll")));
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output.Trim();
    }
}
