using System.Diagnostics;
using System.Globalization;
using Binnacle.Testing;

namespace Binnacle.EndToEnd.Tests;

/// <summary>A disk of a few megabytes, mounted at a folder until it is disposed.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts the disk; the test is skipped where that is not allowed.</summary>
    public static async Task<SmallDisk> MountAsync(string folder, int megabytes)
    {
        Requirement.OtherMachine(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "a small disk is mounted by root on Linux");
        Directory.CreateDirectory(folder);
        string size = megabytes.ToString(CultureInfo.InvariantCulture);
        int exitCode = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}m", "tmpfs", folder);
        Requirement.OtherMachine(exitCode == 0, "this container may not mount");
        return new SmallDisk(folder);
    }

    /// <summary>Writes a file until nothing more fits.</summary>
    public void Fill(string path)
    {
        Assert.StartsWith(_folder, path, StringComparison.Ordinal);
        byte[] block = new byte[4096];
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full, as it was meant to be.
        }
    }

    public async ValueTask DisposeAsync() => await RunAsync("umount", "-l", _folder);

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(Requirement.Program(program), arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
