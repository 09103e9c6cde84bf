using Binnacle.Testing;

namespace Binnacle.EndToEnd.Tests;

/// <summary>Takes the permission to write away from a folder until it is disposed.</summary>
internal sealed class WriteProtection : IDisposable
{
    private readonly string _folder;

    private WriteProtection(string folder, IReadOnlyList<string> starter) => (_folder, Starter) = (folder, starter);

    /// <summary>The command that must start a program for the protection to hold: root writes everywhere unless that right is dropped.</summary>
    public IReadOnlyList<string> Starter { get; }

    public static WriteProtection Of(string folder)
    {
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "permissions of Unix");
        string[] starter = Environment.IsPrivilegedProcess
            ? [Requirement.Program("setpriv"), "--bounding-set", "-dac_override"]
            : [];
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new WriteProtection(folder, starter);
    }

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
