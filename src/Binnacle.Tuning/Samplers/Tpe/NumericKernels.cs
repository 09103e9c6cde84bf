using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>Kernels of a numeric parameter: truncated normal distributions around the observations.</summary>
internal sealed class NumericKernels : IKernels
{
    private NumericKernels(KernelShape shape, double[] means, double[] widths) => (Shape, Means, Widths) = (shape, means, widths);

    public KernelShape Shape { get; }

    /// <summary>The places of the kernels.</summary>
    public double[] Means { get; }

    /// <summary>The standard deviations of the kernels.</summary>
    public double[] Widths { get; }

    /// <param name="observations">What the trials had, in the order of their numbers.</param>
    /// <param name="distribution">The parameter's distribution.</param>
    /// <param name="options">The sampler's options.</param>
    /// <param name="dimensions">How many parameters are drawn together; used by the multivariate width.</param>
    public static NumericKernels Of(ReadOnlySpan<double> observations, Distribution distribution, TpeOptions options, int dimensions)
    {
        KernelShape shape = new(distribution);
        int count = observations.Length;
        double[] means = new double[count + 1];
        for (int i = 0; i < count; i++)
            means[i] = shape.Internal(observations[i]);
        means[count] = 0.5 * (shape.Low + shape.High);

        double range = shape.High - shape.Low;
        double[] widths = new double[count + 1];
        if (options.Multivariate)
        {
            double width = 0.2 * Math.Pow(Math.Max(count, 1), -1.0 / (dimensions + 4)) * range;
            Array.Fill(widths, Math.Min(Math.Max(width, shape.Narrowest(count, options)), range));
        }
        else
        {
            SetWidthsByNeighbours(shape, means.AsSpan(0, count), widths, options);
        }

        widths[count] = range;
        return new NumericKernels(shape, means, widths);
    }

    /// <summary>For a stepped parameter: adds the logarithm of every kernel's probability of every candidate to <paramref name="logs"/> (candidates in rows).</summary>
    /// <remarks>Candidates and kernels occur many times; the mass of each pair is computed once.</remarks>
    public void AddMass(ReadOnlySpan<double> candidates, Span<double> logs)
    {
        int kernels = Means.Length;
        var (kernelOf, uniqueKernels) = Distinct(kernels, k => (Means[k], Widths[k]));
        double[] values = candidates.ToArray();
        var (valueOf, uniqueValues) = Distinct(values.Length, i => (values[i], 0.0));

        double[] a = new double[uniqueKernels.Count * uniqueValues.Count], b = new double[a.Length], mass = new double[a.Length];
        for (int i = 0; i < uniqueValues.Count; i++)
        {
            double low = Shape.Internal(uniqueValues[i].First - Shape.Step / 2), high = Shape.Internal(uniqueValues[i].First + Shape.Step / 2);
            for (int k = 0; k < uniqueKernels.Count; k++)
            {
                a[i * uniqueKernels.Count + k] = (low - uniqueKernels[k].First) / uniqueKernels[k].Second;
                b[i * uniqueKernels.Count + k] = (high - uniqueKernels[k].First) / uniqueKernels[k].Second;
            }
        }

        TruncatedNormal.LogMass(a, b, mass);
        double[] total = LogMassOfRange(uniqueKernels);
        for (int i = 0; i < candidates.Length; i++)
        {
            Span<double> row = logs.Slice(i * kernels, kernels);
            ReadOnlySpan<double> masses = mass.AsSpan(valueOf[i] * uniqueKernels.Count, uniqueKernels.Count);
            for (int k = 0; k < kernels; k++)
                row[k] = row[k] + masses[kernelOf[k]] - total[kernelOf[k]];
        }
    }

    private double[] LogMassOfRange(List<(double First, double Second)> kernels)
    {
        double[] a = new double[kernels.Count], b = new double[a.Length], mass = new double[a.Length];
        for (int k = 0; k < a.Length; k++)
        {
            a[k] = (Shape.Low - kernels[k].First) / kernels[k].Second;
            b[k] = (Shape.High - kernels[k].First) / kernels[k].Second;
        }

        TruncatedNormal.LogMass(a, b, mass);
        return mass;
    }

    private static (int[] IndexOf, List<(double First, double Second)> Unique) Distinct(int count, Func<int, (double First, double Second)> key)
    {
        int[] indexOf = new int[count];
        List<(double, double)> unique = [];
        Dictionary<(double, double), int> known = [];
        for (int i = 0; i < count; i++)
        {
            if (!known.TryGetValue(key(i), out int index))
            {
                index = unique.Count;
                known.Add(key(i), index);
                unique.Add(key(i));
            }

            indexOf[i] = index;
        }

        return (indexOf, unique);
    }

    private static void SetWidthsByNeighbours(KernelShape shape, ReadOnlySpan<double> means, Span<double> widths, TpeOptions options)
    {
        int[] order = ArgSort.Of(means);
        double[] ascending = new double[means.Length], sorted = new double[means.Length];
        for (int i = 0; i < order.Length; i++)
            ascending[i] = means[order[i]];
        shape.SetWidths(ascending, sorted, options);
        for (int i = 0; i < order.Length; i++)
            widths[order[i]] = sorted[i];
    }
}
