using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Binnacle.Tuning.Tpe;

/// <summary>Adds logarithms of weights to those of densities.</summary>
internal static class LogSum
{
    /// <summary>Adds <paramref name="weights"/> to <paramref name="logs"/> and gives the largest sum; NaN when one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Add(Span<double> logs, ReadOnlySpan<double> weights)
    {
        ref double first = ref MemoryMarshal.GetReference(logs);
        ref double weight = ref MemoryMarshal.GetReference(weights);
        Vector256<double> largest = Vector256.Create(double.NegativeInfinity);
        int k = 0;
        for (; k <= logs.Length - Vector256<double>.Count; k += Vector256<double>.Count)
        {
            Vector256<double> sum = Vector256.LoadUnsafe(ref first, (nuint)k) + Vector256.LoadUnsafe(ref weight, (nuint)k);
            sum.StoreUnsafe(ref first, (nuint)k);
            largest = Vector256.Max(largest, sum);
        }

        double most = Math.Max(Math.Max(largest[0], largest[1]), Math.Max(largest[2], largest[3]));
        for (; k < logs.Length; k++)
            most = Math.Max(most, logs[k] += weights[k]);
        return most;
    }
}
