using System.Diagnostics;
using Binnacle.Testing;

namespace Binnacle.Jobs.Tests;

/// <summary>Sends signals to processes.</summary>
internal static class Signal
{
    /// <summary>What Ctrl+C does. The test is skipped where processes cannot be signalled.</summary>
    public static async Task InterruptAsync(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "Windows has no kill -INT");
        using Process kill = Process.Start(new ProcessStartInfo("kill", ["-INT", process.Id.ToString()]) { UseShellExecute = false })!;
        await kill.WaitForExitAsync();
    }
}
