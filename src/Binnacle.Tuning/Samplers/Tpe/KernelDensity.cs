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

    public KernelDensity(NumericKernels kernels)
        : this(kernels, Bounds(kernels, kernels.Low), Bounds(kernels, kernels.High))
    {
        TruncatedNormal.LogMass(_a, _b, _mass);
    }

    private KernelDensity(NumericKernels kernels, double[] a, double[] b)
    {
        _means = kernels.Means;
        _widths = kernels.Widths;
        (_a, _b) = (a, b);
        _mass = new double[a.Length];
        _logWidths = new double[a.Length];
        for (int k = 0; k < a.Length; k++)
            _logWidths[k] = Math.Log(_widths[k]);
    }

    /// <summary>The densities of several parameters that are drawn together; the masses of all of them form one array for the erf rule.</summary>
    public static KernelDensity[] Together(IReadOnlyList<NumericKernels> parameters)
    {
        KernelDensity[] densities = [.. parameters.Select(kernels =>
            new KernelDensity(kernels, Bounds(kernels, kernels.Low), Bounds(kernels, kernels.High)))];
        double[] mass = new double[densities.Sum(density => density._a.Length)];
        TruncatedNormal.LogMass(
            densities.SelectMany(density => density._a).ToArray(), densities.SelectMany(density => density._b).ToArray(), mass);
        for (int i = 0, start = 0; i < densities.Length; start += densities[i++]._mass.Length)
            mass.AsSpan(start, densities[i]._mass.Length).CopyTo(densities[i]._mass);
        return densities;
    }

    /// <summary>The log density of kernel <paramref name="k"/> at <paramref name="x"/>.</summary>
    public double At(double x, int k)
    {
        double t = (x - _means[k]) / _widths[k];
        return t < _a[k] || t > _b[k] ? double.NegativeInfinity : -(t * t) / 2.0 - LogRootTwoPi - _mass[k] - _logWidths[k];
    }

    /// <summary>Adds every kernel's log density at <paramref name="x"/>.</summary>
    public void Add(double x, Span<double> logs)
    {
        for (int k = 0; k < logs.Length; k++)
            logs[k] += At(x, k);
    }

    private static double[] Bounds(NumericKernels kernels, double end)
    {
        double[] bounds = new double[kernels.Means.Length];
        for (int k = 0; k < bounds.Length; k++)
            bounds[k] = (end - kernels.Means[k]) / kernels.Widths[k];
        return bounds;
    }
}
