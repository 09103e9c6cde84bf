using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>The log densities of kernels over several continuous parameters: for each kernel the sum over its parameters.</summary>
/// <remarks>The terms of a kernel are added in the order of <see cref="PairwiseSum"/>; neighbouring kernels are added side by side.</remarks>
internal sealed class JointDensity(KernelDensity[] parameters)
{
    private const int Accumulators = 8;
    private const int Block = 128;

    /// <summary>Adds every kernel's log density at a point, one coordinate a parameter.</summary>
    public void Add(ReadOnlySpan<double> point, Span<double> logs)
    {
        if (parameters is [])
            return;
        if (parameters is [var alone])
        {
            alone.Add(point[0], logs);
            return;
        }

        int k = 0;
        if (parameters.Length <= Block)
        {
            ref double first = ref MemoryMarshal.GetReference(logs);
            for (; k <= logs.Length - Vector256<double>.Count; k += Vector256<double>.Count)
                (Vector256.LoadUnsafe(ref first, (nuint)k) + Sum(point, k)).StoreUnsafe(ref first, (nuint)k);
        }

        double[] terms = new double[parameters.Length];
        for (; k < logs.Length; k++)
        {
            for (int p = 0; p < terms.Length; p++)
                terms[p] = parameters[p].At(point[p], k);
            logs[k] += PairwiseSum.Of(terms);
        }
    }

    private Vector256<double> Sum(ReadOnlySpan<double> point, int k)
    {
        int p = 0;
        Vector256<double> sum = Vector256<double>.Zero;
        if (parameters.Length >= Accumulators)
        {
            Span<Vector256<double>> sums = stackalloc Vector256<double>[Accumulators];
            for (; p < Accumulators; p++)
                sums[p] = Term(p, point, k);
            for (; p + Accumulators <= parameters.Length; p += Accumulators)
            {
                for (int i = 0; i < Accumulators; i++)
                    sums[i] += Term(p + i, point, k);
            }

            sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        }

        for (; p < parameters.Length; p++)
            sum += Term(p, point, k);
        return sum;
    }

    private Vector256<double> Term(int p, ReadOnlySpan<double> point, int k) => parameters[p].At(Vector256.Create(point[p]), k);
}
