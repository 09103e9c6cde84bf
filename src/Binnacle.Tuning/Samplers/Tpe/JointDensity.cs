using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>The log densities of kernels over several continuous parameters: for each kernel the sum over its parameters.</summary>
/// <remarks>
/// The terms of a kernel are added in the order of <see cref="PairwiseSum"/>; four neighbouring kernels are added side by side, for all
/// points one after the other, so that what is known of them is read from memory once.
/// </remarks>
internal sealed class JointDensity(KernelDensity[] parameters)
{
    private const int Accumulators = 8;
    private const int Block = 128;

    /// <summary>Adds every kernel's log density at each point.</summary>
    /// <param name="points">One coordinate a parameter.</param>
    /// <param name="logs">A row for each point.</param>
    public void Add(double[][] points, Span<double> logs)
    {
        int kernels = logs.Length / points.Length, k = 0;
        if (parameters.Length <= Block)
        {
            bool[] covered = [.. points.Select(Covers)];
            Vector256<double>[] known = new Vector256<double>[KernelDensity.Parts * parameters.Length];
            for (; k <= kernels - Vector256<double>.Count; k += Vector256<double>.Count)
                AddFour(k, points, covered, known, logs, kernels);
        }

        double[] terms = new double[parameters.Length];
        for (; k < kernels; k++)
        {
            for (int i = 0; i < points.Length; i++)
            {
                for (int p = 0; p < terms.Length; p++)
                    terms[p] = parameters[p].At(points[i][p], k);
                logs[i * kernels + k] += PairwiseSum.Of(terms);
            }
        }
    }

    private bool Covers(double[] point)
    {
        for (int p = 0; p < point.Length; p++)
        {
            if (!parameters[p].Covers(point[p]))
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddFour(int k, double[][] points, bool[] covered, Vector256<double>[] known, Span<double> logs, int kernels)
    {
        for (int p = 0; p < parameters.Length; p++)
            parameters[p].Load(k, known.AsSpan(KernelDensity.Parts * p, KernelDensity.Parts));
        for (int i = 0; i < points.Length; i++)
        {
            ref double place = ref logs[i * kernels + k];
            (Vector256.LoadUnsafe(ref place) + (covered[i] ? SumInside(known, points[i]) : Sum(points[i], k))).StoreUnsafe(ref place);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<double> SumInside(Vector256<double>[] known, double[] point)
    {
        int p = 0;
        Vector256<double> sum = Vector256<double>.Zero;
        if (point.Length >= Accumulators)
        {
            Vector256<double> s0 = Term(known, point, 0), s1 = Term(known, point, 1), s2 = Term(known, point, 2), s3 = Term(known, point, 3);
            Vector256<double> s4 = Term(known, point, 4), s5 = Term(known, point, 5), s6 = Term(known, point, 6), s7 = Term(known, point, 7);
            for (p = Accumulators; p + Accumulators <= point.Length; p += Accumulators)
            {
                s0 += Term(known, point, p);
                s1 += Term(known, point, p + 1);
                s2 += Term(known, point, p + 2);
                s3 += Term(known, point, p + 3);
                s4 += Term(known, point, p + 4);
                s5 += Term(known, point, p + 5);
                s6 += Term(known, point, p + 6);
                s7 += Term(known, point, p + 7);
            }

            sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        }

        for (; p < point.Length; p++)
            sum += Term(known, point, p);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Term(Vector256<double>[] known, double[] point, int p) =>
        KernelDensity.Inside(Vector256.Create(point[p]), known.AsSpan(KernelDensity.Parts * p, KernelDensity.Parts));

    private Vector256<double> Sum(double[] point, int k)
    {
        int p = 0;
        Vector256<double> sum = Vector256<double>.Zero;
        if (parameters.Length >= Accumulators)
        {
            Span<Vector256<double>> sums = stackalloc Vector256<double>[Accumulators];
            for (; p < Accumulators; p++)
                sums[p] = parameters[p].At(Vector256.Create(point[p]), k);
            for (; p + Accumulators <= parameters.Length; p += Accumulators)
            {
                for (int i = 0; i < Accumulators; i++)
                    sums[i] += parameters[p + i].At(Vector256.Create(point[p + i]), k);
            }

            sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
        }

        for (; p < parameters.Length; p++)
            sum += parameters[p].At(Vector256.Create(point[p]), k);
        return sum;
    }
}
