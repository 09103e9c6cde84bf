using System.Diagnostics;

namespace Binnacle.Testing;

/// <summary>Sends signals to processes.</summary>
public static class Signal
{
    /// <summary>What Ctrl+C does. The test is skipped where processes cannot be signalled.</summary>
    public static async Task InterruptAsync(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        Requirement.OtherMachine(!OperatingSystem.IsWindows(), "Windows has no kill -INT");
        using Process kill = Process.Start(new ProcessStartInfo("kill", ["-INT", $"{process.Id}"]) { UseShellExecute = false })!;
        await kill.WaitForExitAsync();
    }
}
