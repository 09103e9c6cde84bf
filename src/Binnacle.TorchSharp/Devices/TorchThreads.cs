using System.Globalization;
using TorchSharp;

namespace Binnacle.TorchSharp;

/// <summary>The number of threads that libtorch computes an operation with.</summary>
/// <remarks>Sums are split among the threads, so another number gives other last digits: it belongs to a training's state.</remarks>
public static class TorchThreads
{
    /// <summary>The variable in which a launcher tells a job its share of the cores.</summary>
    public const string JobCoresVariable = "BINNACLE_JOB_CORES";

    /// <summary>The variable in which a user sets the number of threads.</summary>
    public const string ThreadsVariable = "OMP_NUM_THREADS";

    /// <summary>The number of threads in use. Setting it loads libtorch.</summary>
    public static int Count
    {
        get => torch.get_num_threads();
        set => torch.set_num_threads(value);
    }

    /// <summary>
    /// The user's <c>OMP_NUM_THREADS</c>, or else the program's own preference, as far as the job's share of the cores allows.
    /// </summary>
    /// <param name="preferred">The number that measurements found best for the model.</param>
    /// <param name="environment">Reads environment variables; by default the process's.</param>
    /// <remarks>A launcher sets both variables to the share: then the share is a limit, not a wish.</remarks>
    public static int Choose(int preferred, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        int? share = Number(environment(JobCoresVariable));
        int? wish = Number(environment(ThreadsVariable));
        return wish is { } threads && threads != share ? threads : Math.Min(preferred, share ?? Environment.ProcessorCount);
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
}
