using System.Diagnostics;

namespace Binnacle.Testing;

/// <summary>A disk of a few kilobytes (a Linux tmpfs), for tests of full and read-only disks.</summary>
/// <remarks>Tests that ask for one are skipped where this process may not mount.</remarks>
public sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    /// <summary>An empty disk.</summary>
    /// <param name="options">As for <c>mount -o</c>: <c>size=64k</c>, <c>ro</c>.</param>
    public static SmallDisk Mount(string options)
    {
        Requirement.OtherMachine(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root on Linux mounts a small disk");
        var disk = new SmallDisk();
        if (Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.Path) == 0)
            return disk;
        disk._folder.Dispose();
        Requirement.OtherMachine(fits: false, "mounting is not allowed here");
        return disk;
    }

    /// <summary>Lets nobody write any more.</summary>
    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path);

    /// <summary>Leaves not a byte free.</summary>
    public void Fill()
    {
        using var file = new FileStream(System.IO.Path.Combine(Path, "filling"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(new byte[1024]);
        }
        catch (IOException)
        {
            // Full: that was the aim.
        }
    }

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] args)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
