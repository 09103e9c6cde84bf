using System.Globalization;
using System.Runtime.InteropServices;

namespace Binnacle.Tracking;

/// <summary>Main memory in use; a megabyte is a million bytes.</summary>
internal sealed partial class MemoryProbe : ISystemProbe
{
    private const double Megabyte = 1e6;

    public IEnumerable<(string Name, double Value)> Measure()
    {
        if (Read() is not { Total: > 0 } memory)
            yield break;
        yield return ("system_memory_usage_megabytes", memory.Used / Megabyte);
        yield return ("system_memory_usage_percentage", 100 * (memory.Total - memory.Available) / memory.Total);
    }

    private static (double Total, double Used, double Available)? Read()
    {
        if (OperatingSystem.IsLinux())
            return Linux();
        return OperatingSystem.IsWindows() ? Windows() : Runtime();
    }

    private static (double, double, double)? Linux()
    {
        try
        {
            Dictionary<string, double> bytes = [];
            foreach (string line in File.ReadLines("/proc/meminfo"))
            {
                string[] parts = line.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries);
                if (parts.Length > 1 && double.TryParse(parts[1], CultureInfo.InvariantCulture, out double kilobytes))
                    bytes[parts[0]] = kilobytes * 1024;
            }

            double total = bytes.GetValueOrDefault("MemTotal"), free = bytes.GetValueOrDefault("MemFree");
            double cached = bytes.GetValueOrDefault("Buffers") + bytes.GetValueOrDefault("Cached") + bytes.GetValueOrDefault("SReclaimable");
            return (total, Math.Max(total - free - cached, 0), bytes.GetValueOrDefault("MemAvailable", free + cached));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (double, double, double)? Windows()
    {
        MemoryStatus status = new() { Length = (uint)Marshal.SizeOf<MemoryStatus>() };
        return GlobalMemoryStatusEx(ref status)
            ? (status.TotalPhysical, status.TotalPhysical - status.AvailablePhysical, status.AvailablePhysical)
            : null;
    }

    private static (double, double, double)? Runtime()
    {
        GCMemoryInfo info = GC.GetGCMemoryInfo();
        return info.MemoryLoadBytes == 0
            ? null
            : (info.TotalAvailableMemoryBytes, info.MemoryLoadBytes, info.TotalAvailableMemoryBytes - info.MemoryLoadBytes);
    }

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GlobalMemoryStatusEx(ref MemoryStatus status);

    [StructLayout(LayoutKind.Sequential)]
    private struct MemoryStatus
    {
        public uint Length;
        public uint Load;
        public ulong TotalPhysical;
        public ulong AvailablePhysical;
        public ulong TotalPage;
        public ulong AvailablePage;
        public ulong TotalVirtual;
        public ulong AvailableVirtual;
        public ulong AvailableExtended;
    }
}
