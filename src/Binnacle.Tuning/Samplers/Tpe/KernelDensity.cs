using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Binnacle.Tuning.Tpe;

/// <summary>The log densities of one continuous parameter's kernels, with what does not depend on the candidate computed once.</summary>
/// <param name="low">The lower end of every kernel.</param>
/// <param name="high">The upper end of every kernel.</param>
/// <param name="means">The places of the kernels.</param>
/// <param name="widths">Their standard deviations.</param>
/// <param name="masses">The logarithms of what of each lies between the ends.</param>
/// <param name="logWidths">The logarithms of the widths.</param>
internal sealed class KernelDensity(double low, double high, double[] means, double[] widths, double[] masses, double[] logWidths)
{
    private static readonly double LogRootTwoPi = Math.Log(Math.Sqrt(2 * Math.PI));

    /// <summary>How many numbers of each kernel <see cref="Inside"/> needs.</summary>
    public const int Parts = 4;

    /// <summary>The densities of several parameters that are drawn together; the masses of all of them form one array for the erf rule.</summary>
    public static KernelDensity[] Together(IReadOnlyList<NumericKernels> parameters)
    {
        int kernels = parameters[0].Means.Length;
        double[] a = new double[kernels], b = new double[kernels];
        bool isLarge = TruncatedNormal.IsLarge(parameters.Sum(parameter => CountCentral(parameter.Shape, parameter.Means)));
        return [.. parameters.Select(parameter =>
        {
            double[] masses = new double[kernels];
            SetBounds(parameter, parameter.Shape.Low, a);
            SetBounds(parameter, parameter.Shape.High, b);
            TruncatedNormal.LogMass(a, b, masses, isLarge);
            return new KernelDensity(parameter.Shape.Low, parameter.Shape.High, parameter.Means, parameter.Widths, masses, LogWidths(parameter.Widths));
        })];
    }

    /// <summary>How many kernels lie between the ends: those whose masses are computed around 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int CountCentral(KernelShape shape, ReadOnlySpan<double> means)
    {
        int central = 0;
        foreach (double mean in means)
            central += TruncatedNormal.IsCentral(shape.Low - mean, shape.High - mean) ? 1 : 0;
        return central;
    }

    /// <summary>The log density of kernel <paramref name="k"/> at <paramref name="x"/>.</summary>
    public double At(double x, int k)
    {
        double t = (x - means[k]) / widths[k];
        return t < (low - means[k]) / widths[k] || t > (high - means[k]) / widths[k]
            ? double.NegativeInfinity
            : -(t * t) / 2.0 - LogRootTwoPi - masses[k] - logWidths[k];
    }

    /// <summary>The log densities of the kernels from <paramref name="k"/> on, each as <see cref="At(double, int)"/> gives it.</summary>
    public Vector256<double> At(Vector256<double> x, int k) => Vector256.Create(At(x[0], k), At(x[1], k + 1), At(x[2], k + 2), At(x[3], k + 3));

    /// <summary>True when no kernel is cut off at <paramref name="x"/>: rounding keeps the order of the ends and what lies between.</summary>
    public bool Covers(double x) => low <= x && x <= high;

    /// <summary>What <see cref="Inside"/> needs of the kernels from <paramref name="k"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(int k, Span<Vector256<double>> known)
    {
        known[0] = From(means, k);
        known[1] = From(widths, k);
        known[2] = From(masses, k);
        known[3] = From(logWidths, k);
    }

    /// <summary>The log densities of four kernels at a place that they cover, each as <see cref="At(double, int)"/> gives it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Inside(Vector256<double> x, ReadOnlySpan<Vector256<double>> known) =>
        Inside(x, known[0], known[1], known[2], known[3], Vector256.Create(LogRootTwoPi));

    /// <summary>Sets every kernel's log density at <paramref name="x"/> with the logarithm of its weight added, and gives the largest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Weigh(double x, ReadOnlySpan<double> logWeights, Span<double> logs)
    {
        int k = 0;
        double largest = double.NegativeInfinity;
        if (Covers(x))
        {
            Vector256<double> at = Vector256.Create(x), constant = Vector256.Create(LogRootTwoPi), most = Vector256.Create(largest);
            for (; k <= logs.Length - Vector256<double>.Count; k += Vector256<double>.Count)
            {
                Vector256<double> log = Inside(at, From(means, k), From(widths, k), From(masses, k), From(logWidths, k), constant) + From(logWeights, k);
                log.StoreUnsafe(ref MemoryMarshal.GetReference(logs), (nuint)k);
                most = Vector256.Max(most, log);
            }

            largest = Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
        }

        for (; k < logs.Length; k++)
            largest = Math.Max(largest, logs[k] = At(x, k) + logWeights[k]);
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Inside(
        Vector256<double> x, Vector256<double> mean, Vector256<double> width, Vector256<double> mass, Vector256<double> logWidth, Vector256<double> constant)
    {
        Vector256<double> t = (x - mean) / width;
        return t * t * Vector256.Create(-0.5) - constant - mass - logWidth;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> From(ReadOnlySpan<double> values, int start) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SetBounds(NumericKernels kernels, double end, double[] bounds)
    {
        for (int k = 0; k < bounds.Length; k++)
            bounds[k] = (end - kernels.Means[k]) / kernels.Widths[k];
    }

    // Neighbours often have one width.
    private static double[] LogWidths(double[] widths)
    {
        double[] logs = new double[widths.Length];
        for (int k = 0; k < logs.Length; k++)
            logs[k] = k > 0 && widths[k] == widths[k - 1] ? logs[k - 1] : Math.Log(widths[k]);
        return logs;
    }
}
