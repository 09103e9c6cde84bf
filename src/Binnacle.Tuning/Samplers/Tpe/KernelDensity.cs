using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Binnacle.Tuning.Tpe;

/// <summary>The log densities of one continuous parameter's kernels, with what does not depend on the candidate computed once.</summary>
internal sealed class KernelDensity
{
    private static readonly double LogRootTwoPi = Math.Log(Math.Sqrt(2 * Math.PI));

    private readonly double[] _means;
    private readonly double[] _widths;
    private readonly double[] _a;
    private readonly double[] _b;
    private readonly double[] _mass;
    private readonly double[] _logWidths;

    /// <param name="kernels">The kernels.</param>
    /// <param name="known">What is known of them from the last time; null when nothing is kept.</param>
    public KernelDensity(NumericKernels kernels, KernelMemory? known = null)
        : this(kernels)
    {
        if (known is null)
        {
            TruncatedNormal.LogMass(_a, _b, _mass);
            SetLogWidths();
        }
        else
        {
            known.Fill(kernels, _a, _b, _mass, _logWidths);
        }
    }

    private KernelDensity(NumericKernels kernels)
    {
        _means = kernels.Means;
        _widths = kernels.Widths;
        _a = Bounds(kernels, kernels.Low);
        _b = Bounds(kernels, kernels.High);
        _mass = new double[_a.Length];
        _logWidths = new double[_a.Length];
    }

    public int Count => _means.Length;

    /// <summary>The densities of several parameters that are drawn together; the masses of all of them form one array for the erf rule.</summary>
    public static KernelDensity[] Together(IReadOnlyList<NumericKernels> parameters)
    {
        KernelDensity[] densities = [.. parameters.Select(kernels => new KernelDensity(kernels))];
        double[] mass = new double[densities.Sum(density => density.Count)];
        TruncatedNormal.LogMass(
            densities.SelectMany(density => density._a).ToArray(), densities.SelectMany(density => density._b).ToArray(), mass);
        for (int i = 0, start = 0; i < densities.Length; start += densities[i++].Count)
        {
            mass.AsSpan(start, densities[i].Count).CopyTo(densities[i]._mass);
            densities[i].SetLogWidths();
        }

        return densities;
    }

    /// <summary>The log density of kernel <paramref name="k"/> at <paramref name="x"/>.</summary>
    public double At(double x, int k)
    {
        double t = (x - _means[k]) / _widths[k];
        return t < _a[k] || t > _b[k] ? double.NegativeInfinity : -(t * t) / 2.0 - LogRootTwoPi - _mass[k] - _logWidths[k];
    }

    /// <summary>The log densities of the kernels from <paramref name="k"/> on, each as <see cref="At(double, int)"/> gives it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<double> At(Vector256<double> x, int k)
    {
        Vector256<double> t = (x - From(_means, k)) / From(_widths, k);
        Vector256<double> outside = Vector256.LessThan(t, From(_a, k)) | Vector256.GreaterThan(t, From(_b, k));
        Vector256<double> inside = -(t * t) * Vector256.Create(0.5) - Vector256.Create(LogRootTwoPi) - From(_mass, k) - From(_logWidths, k);
        return Vector256.ConditionalSelect(outside, Vector256.Create(double.NegativeInfinity), inside);
    }

    /// <summary>Adds every kernel's log density at <paramref name="x"/>.</summary>
    public void Add(double x, Span<double> logs)
    {
        Vector256<double> at = Vector256.Create(x);
        ref double first = ref MemoryMarshal.GetReference(logs);
        int k = 0;
        for (; k <= logs.Length - Vector256<double>.Count; k += Vector256<double>.Count)
            (Vector256.LoadUnsafe(ref first, (nuint)k) + At(at, k)).StoreUnsafe(ref first, (nuint)k);
        for (; k < logs.Length; k++)
            logs[k] += At(x, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> From(ReadOnlySpan<double> values, int start) => Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    private static double[] Bounds(NumericKernels kernels, double end)
    {
        double[] bounds = new double[kernels.Means.Length];
        for (int k = 0; k < bounds.Length; k++)
            bounds[k] = (end - kernels.Means[k]) / kernels.Widths[k];
        return bounds;
    }

    private void SetLogWidths()
    {
        for (int k = 0; k < _logWidths.Length; k++)
            _logWidths[k] = Math.Log(_widths[k]);
    }
}
