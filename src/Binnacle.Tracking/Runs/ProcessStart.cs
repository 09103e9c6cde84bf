using System.Diagnostics;
using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>A text that two processes agree on for the start of a third.</summary>
internal static class ProcessStart
{
    private const int StartTimeField = 19;

    /// <summary>The start of a process on this machine; null when there is none of that id.</summary>
    public static string? Of(int processId)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OfLinux(processId) : OfSystem(processId);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string OfSystem(int processId)
    {
        using Process process = Process.GetProcessById(processId);
        return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Clock ticks since boot with the boot's id: exact, where a computed time of day moves with the clock.</summary>
    private static string OfLinux(int processId)
    {
        string stat = File.ReadAllText($"/proc/{processId}/stat");
        // The second field is the program's name in parentheses and may hold anything.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        if (fields[0] is "Z" or "X")
            throw new InvalidOperationException("The process has ended.");
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id")[..8];
        return $"{boot}-{fields[StartTimeField]}";
    }
}
