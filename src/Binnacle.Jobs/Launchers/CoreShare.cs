using System.Globalization;

namespace Binnacle.Jobs;

/// <summary>The environment variables that hold a worker to its share of the cores.</summary>
internal static class CoreShare
{
    public const string JobCores = "BINNACLE_JOB_CORES";

    private static readonly string[] Variables =
        [JobCores, "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"];

    public static IEnumerable<KeyValuePair<string, string>> Of(int cores) =>
        Variables.Select(name => KeyValuePair.Create(name, cores.ToString(CultureInfo.InvariantCulture)));
}
