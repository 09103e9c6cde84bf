using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Binnacle.Tuning.Tpe;

/// <summary>The log densities of one continuous parameter's kernels, with what does not depend on the candidate computed once.</summary>
internal sealed class KernelDensity
{
    private static readonly double LogRootTwoPi = Math.Log(Math.Sqrt(2 * Math.PI));

    /// <summary>How many numbers of each kernel <see cref="Inside"/> needs.</summary>
    public const int Parts = 4;

    private readonly double _low;
    private readonly double _high;
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
        (_low, _high) = (kernels.Low, kernels.High);
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
        bool isLarge = TruncatedNormal.IsLarge(densities.Sum(density => TruncatedNormal.CountCentral(density._a, density._b)));
        foreach (KernelDensity density in densities)
        {
            TruncatedNormal.LogMass(density._a, density._b, density._mass, isLarge);
            density.SetLogWidths();
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

    /// <summary>True when no kernel is cut off at <paramref name="x"/>: rounding keeps the order of the ends and what lies between.</summary>
    public bool Covers(double x) => _low <= x && x <= _high;

    /// <summary>What <see cref="Inside"/> needs of the kernels from <paramref name="k"/> on.</summary>
    public void Load(int k, Span<Vector256<double>> known)
    {
        known[0] = From(_means, k);
        known[1] = From(_widths, k);
        known[2] = From(_mass, k);
        known[3] = From(_logWidths, k);
    }

    /// <summary>The log densities of four kernels at a place that they cover, each as <see cref="At(double, int)"/> gives it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Inside(Vector256<double> x, ReadOnlySpan<Vector256<double>> known)
    {
        Vector256<double> t = (x - known[0]) / known[1];
        return -(t * t) * Vector256.Create(0.5) - Vector256.Create(LogRootTwoPi) - known[2] - known[3];
    }

    /// <summary>Adds every kernel's log density at <paramref name="x"/>.</summary>
    public void Add(double x, Span<double> logs)
    {
        Vector256<double> at = Vector256.Create(x);
        ref double first = ref MemoryMarshal.GetReference(logs);
        int k = 0;
        bool covers = Covers(x);
        for (; k <= logs.Length - Vector256<double>.Count; k += Vector256<double>.Count)
            (Vector256.LoadUnsafe(ref first, (nuint)k) + (covers ? Inside(at, k) : At(at, k))).StoreUnsafe(ref first, (nuint)k);
        for (; k < logs.Length; k++)
            logs[k] += At(x, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Inside(Vector256<double> x, int k)
    {
        Vector256<double> t = (x - From(_means, k)) / From(_widths, k);
        return -(t * t) * Vector256.Create(0.5) - Vector256.Create(LogRootTwoPi) - From(_mass, k) - From(_logWidths, k);
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

    // Neighbours often have one width.
    private void SetLogWidths()
    {
        for (int k = 0; k < _logWidths.Length; k++)
            _logWidths[k] = k > 0 && _widths[k] == _widths[k - 1] ? _logWidths[k - 1] : Math.Log(_widths[k]);
    }
}
