using System.Runtime.InteropServices;

namespace Binnacle.Tracking;

/// <summary>NVIDIA GPUs through the driver's management library (NVML), where there is one.</summary>
internal sealed unsafe class NvidiaProbe : ISystemProbe, IDisposable
{
    private const double Megabyte = 1e6;
    private const double MilliwattsPerWatt = 1000;
    private readonly nint _library;
    private readonly nint[] _devices = [];

    public NvidiaProbe()
    {
        string[] names = OperatingSystem.IsWindows() ? ["nvml.dll"] : ["libnvidia-ml.so.1", "libnvidia-ml.so"];
        nint library = 0;
        if (!names.Any(name => NativeLibrary.TryLoad(name, out library)))
            return;
        _library = library;
        if (Export("nvmlInit_v2") is var initialize and not 0 && ((delegate* unmanaged<int>)initialize)() == 0)
            _devices = FindDevices();
    }

    public IEnumerable<(string Name, double Value)> Measure()
    {
        List<(string, double)> values = [];
        for (int i = 0; i < _devices.Length; i++)
            Measure(_devices[i], $"gpu_{i}_", values);
        return values;
    }

    public void Dispose()
    {
        if (_library == 0)
            return;
        if (_devices.Length > 0 && Export("nvmlShutdown") is var shutdown and not 0)
            ((delegate* unmanaged<int>)shutdown)();
        NativeLibrary.Free(_library);
    }

    private nint[] FindDevices()
    {
        uint count = 0;
        if (Export("nvmlDeviceGetCount_v2") is var getCount and not 0)
            ((delegate* unmanaged<uint*, int>)getCount)(&count);
        nint handleOf = Export("nvmlDeviceGetHandleByIndex_v2");
        List<nint> devices = [];
        for (uint i = 0; i < count && handleOf != 0; i++)
        {
            nint device = 0;
            if (((delegate* unmanaged<uint, nint*, int>)handleOf)(i, &device) == 0)
                devices.Add(device);
        }

        return [.. devices];
    }

    private void Measure(nint device, string prefix, List<(string Name, double Value)> values)
    {
        Memory memory = default;
        if (Export("nvmlDeviceGetMemoryInfo") is var getMemory and not 0
            && ((delegate* unmanaged<nint, Memory*, int>)getMemory)(device, &memory) == 0 && memory.Total > 0)
        {
            values.Add((prefix + "memory_usage_percentage", 100.0 * memory.Used / memory.Total));
            values.Add((prefix + "memory_usage_megabytes", memory.Used / Megabyte));
        }

        Utilization use = default;
        if (Export("nvmlDeviceGetUtilizationRates") is var getUse and not 0
            && ((delegate* unmanaged<nint, Utilization*, int>)getUse)(device, &use) == 0)
        {
            values.Add((prefix + "utilization_percentage", use.Gpu));
        }

        if (Milliwatts("nvmlDeviceGetPowerUsage", device) is not { } power)
            return;
        values.Add((prefix + "power_usage_watts", power / MilliwattsPerWatt));
        if (Milliwatts("nvmlDeviceGetEnforcedPowerLimit", device) is { } limit and > 0)
            values.Add((prefix + "power_usage_percentage", 100 * power / limit));
    }

    private double? Milliwatts(string function, nint device)
    {
        uint value = 0;
        return Export(function) is var get and not 0 && ((delegate* unmanaged<nint, uint*, int>)get)(device, &value) == 0 ? value : null;
    }

    private nint Export(string name) => NativeLibrary.TryGetExport(_library, name, out nint function) ? function : 0;

    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Utilization
    {
        public uint Gpu;
        public uint Memory;
    }
}
