using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Binnacle.Tuning.Numpy;

/// <summary>Numpy's sum along a contiguous axis: eight accumulators in blocks, blocks added in pairs.</summary>
internal static class PairwiseSum
{
    /// <summary>So many values are added in one block.</summary>
    public const int BlockSize = 128;

    public static double Of(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        if (n < 8)
        {
            double sum = 0;
            foreach (double value in values)
                sum += value;
            return sum;
        }

        if (n > BlockSize)
        {
            int half = Half(n);
            return Of(values[..half]) + Of(values[half..]);
        }

        return OfBlock(values);
    }

    /// <summary>How many of so many values form the first part of more than a block.</summary>
    public static int Half(int count) => count / 2 / 8 * 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double OfBlock(ReadOnlySpan<double> v)
    {
        ref double first = ref MemoryMarshal.GetReference(v);
        Vector256<double> low = Vector256.LoadUnsafe(ref first), high = Vector256.LoadUnsafe(ref first, 4);
        int i = 8;
        for (; i + 8 <= v.Length; i += 8)
        {
            low += Vector256.LoadUnsafe(ref first, (nuint)i);
            high += Vector256.LoadUnsafe(ref first, (nuint)i + 4);
        }

        double sum = ((low[0] + low[1]) + (low[2] + low[3])) + ((high[0] + high[1]) + (high[2] + high[3]));
        for (; i < v.Length; i++)
            sum += v[i];
        return sum;
    }
}
