using System.Runtime.InteropServices;

namespace Binnacle.TorchSharp;

/// <summary>Environment variables as native libraries see them: on Unix, .NET keeps a copy of its own.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Shows native libraries the value that a variable has in .NET.</summary>
    public static void Publish(string name)
    {
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(name) is { } value)
            _ = SetVariable(name, value, overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
