using Binnacle.Testing;

namespace Binnacle.Server.Tests.Deployment;

/// <summary>The tool in the three forms that people get it in; all come from the build that the tests belong to.</summary>
internal static class BuiltTool
{
    private static string Project { get; } = RepositoryRoot.Combine("src", "Binnacle.Cli");

    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    /// <summary>What <c>dotnet run</c> starts.</summary>
    public static string Assembly { get; } = RepositoryRoot.Combine("artifacts", "bin", "Binnacle.Cli", Configuration, "binnacle.dll");

    public static async Task<string[]> PublishAsync(TemporaryFolder folder)
    {
        await ToolProcess.RunAsync(folder.Path, "dotnet", "publish", Project, "--no-build", "-c", Configuration, "-o", folder["publish"]);
        return ["dotnet", folder["publish", "binnacle.dll"]];
    }

    public static async Task<string[]> InstallAsync(TemporaryFolder folder)
    {
        // A version of its own, or a package of the same version in the user's cache would be tested instead.
        string version = $"0.0.0-test.{Guid.NewGuid():N}";
        await ToolProcess.RunAsync(
            folder.Path, "dotnet", "pack", Project, "--no-build", "-c", Configuration, "-o", folder["packages"], $"-p:PackageVersion={version}");
        await ToolProcess.RunAsync(
            folder.Path, "dotnet", "tool", "install", "Binnacle.Cli", "--tool-path", folder["tool"], "--source", folder["packages"], "--version", version);
        return [folder["tool", OperatingSystem.IsWindows() ? "binnacle.exe" : "binnacle"]];
    }
}
