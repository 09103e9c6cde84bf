using System.Diagnostics;
using TorchSharp;

namespace Binnacle.TorchSharp;

/// <summary>What libtorch can compute on here.</summary>
/// <param name="CudaCount">Visible CUDA or ROCm devices; 0 for a CPU build of libtorch.</param>
/// <param name="IsRocm">Whether those are AMD devices, which libtorch calls <c>cuda</c> as well.</param>
/// <param name="HasMps">Whether Apple's GPU can be used.</param>
public sealed record AvailableDevices(int CudaCount, bool IsRocm, bool HasMps)
{
    private static readonly string[] VisibilityVariables = ["CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES"];

    /// <summary>Asks libtorch, which heeds <c>CUDA_VISIBLE_DEVICES</c> and <c>HIP_VISIBLE_DEVICES</c>. Loads libtorch.</summary>
    /// <remarks>libtorch reads these variables at its first use of a GPU; later changes have no effect.</remarks>
    public static AvailableDevices Detect()
    {
        foreach (string variable in VisibilityVariables)
            NativeEnvironment.Publish(variable);

        int cuda = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        return new(cuda, cuda > 0 && IsLoaded("amdhip64"), OperatingSystem.IsMacOS() && torch.mps_is_available());
    }

    /// <summary>The variable that limits which GPUs a program sees, as <c>NAME=value</c>; null when none is set.</summary>
    internal static string? Visibility(Func<string, string?> environment) => VisibilityVariables
        .Where(name => environment(name) is not null)
        .Select(name => $"{name}={environment(name)}")
        .FirstOrDefault();

    private static bool IsLoaded(string library)
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Any(module => module.ModuleName.Contains(library, StringComparison.Ordinal));
    }
}
