using System.Globalization;
using System.Runtime.InteropServices;

namespace Binnacle.Tracking;

/// <summary>Share of all processors' time that was not idle since the last measurement.</summary>
internal sealed partial class ProcessorProbe : ISystemProbe
{
    private (double Busy, double Total)? _last = Times();

    public IEnumerable<(string Name, double Value)> Measure()
    {
        if (Times() is not { } now || _last is not { } last)
            yield break;
        _last = now;
        double total = now.Total - last.Total;
        double busy = total > 0 ? 100 * (now.Busy - last.Busy) / total : 0;
        yield return ("cpu_utilization_percentage", Math.Clamp(busy, 0, 100));
    }

    private static (double Busy, double Total)? Times()
    {
        if (OperatingSystem.IsLinux())
            return LinuxTimes();
        return OperatingSystem.IsWindows() && GetSystemTimes(out long idle, out long kernel, out long user)
            ? (kernel + user - idle, kernel + user)
            : null;
    }

    /// <summary>The first line: user, nice, system, idle, iowait, irq, softirq, steal; guest time is within user time.</summary>
    private static (double Busy, double Total)? LinuxTimes()
    {
        try
        {
            using StreamReader reader = new("/proc/stat");
            double[] times = [.. (reader.ReadLine() ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            return times.Length < 5 ? null : (times.Sum() - times[3] - times[4], times.Sum());
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Kernel time includes idle time.</summary>
    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetSystemTimes(out long idle, out long kernel, out long user);
}
