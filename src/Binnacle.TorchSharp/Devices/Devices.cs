using TorchSharp;

namespace Binnacle.TorchSharp;

/// <summary>Chooses the device to compute on from the switches <c>no_cuda</c> and <c>no_mps</c>.</summary>
public static class Devices
{
    /// <summary>Chooses once, for the whole program: CUDA or ROCm before Apple's GPU before the CPU.</summary>
    /// <param name="noCuda">True: no CUDA or ROCm device is used.</param>
    /// <param name="noMps">True: Apple's GPU is not used.</param>
    /// <param name="available">What there is; by default <see cref="AvailableDevices.Detect"/>, asked only when a GPU may be used.</param>
    /// <param name="environment">Reads environment variables, for the messages; by default the process's.</param>
    /// <returns>The choice. A GPU that is asked for and absent gives the CPU with a warning that says why.</returns>
    public static DeviceChoice Choose(
        bool noCuda, bool noMps, AvailableDevices? available = null, Func<string, string?>? environment = null)
    {
        if (noCuda && noMps)
            return new(torch.CPU, "CPU");

        available ??= AvailableDevices.Detect();
        string? visibility = AvailableDevices.Visibility(environment ?? Environment.GetEnvironmentVariable);
        if (!noCuda && available.CudaCount > 0)
            return new(new torch.Device(DeviceType.CUDA, 0), DescribeCuda(available, visibility));
        if (!noMps && available.HasMps)
            return new(new torch.Device(DeviceType.MPS), "Apple GPU (MPS)", noCuda ? null : CudaIsAbsent(visibility, "the Apple GPU"));
        return new(torch.CPU, "CPU", noCuda ? MpsIsAbsent : CudaIsAbsent(visibility, "the CPU"));
    }

    private const string MpsIsAbsent =
        "no_mps=false asks for Apple's GPU, but libtorch finds none here; the CPU is used instead. Set no_mps=true to ask for it.";

    private static string DescribeCuda(AvailableDevices available, string? visibility)
    {
        string kind = available.IsRocm ? "ROCm" : "CUDA";
        string limit = visibility is null ? "" : $", {visibility}";
        return $"{kind} device 0 of {available.CudaCount}{limit}";
    }

    private static string CudaIsAbsent(string? visibility, string instead) =>
        $"no_cuda=false asks for a GPU, but libtorch finds none; {instead} is used instead. "
        + (visibility is null ? "" : $"{visibility} limits what it sees. ")
        + "A program sees a GPU when it was built with -p:TorchBackend=cuda and the driver is installed (nvidia-smi lists the GPU). "
        + "Set no_cuda=true to ask for no GPU.";
}
