using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>Kernels of a numeric parameter: truncated normal distributions around the observations.</summary>
/// <remarks>A logarithmic parameter lives in logarithms; a stepped one has half a step more at both ends of its range.</remarks>
internal sealed class NumericKernels : IKernels
{
    private readonly double _rangeLow;
    private readonly double _rangeHigh;

    private NumericKernels(Distribution distribution)
    {
        (_rangeLow, _rangeHigh, Step, IsLog) = distribution switch
        {
            FloatDistribution real => (real.Low, real.High, real.Step ?? 0, real.Log),
            IntDistribution integer => (integer.Low, integer.High, (double)integer.Step, integer.Log),
            _ => throw new ArgumentException($"{distribution.GetType().Name} is not numeric."),
        };
        Low = Internal(_rangeLow - Step / 2);
        High = Internal(_rangeHigh + Step / 2);
        Means = Widths = [];
    }

    /// <summary>The places of the kernels.</summary>
    public double[] Means { get; private init; }

    /// <summary>The standard deviations of the kernels.</summary>
    public double[] Widths { get; private init; }

    /// <summary>The numbers of the trials whose kernels these are, the prior's left out; empty when they are not known.</summary>
    public int[] Trials { get; private init; } = [];

    /// <summary>Where the kernels' masses are kept; null for nowhere.</summary>
    public KernelMemory? Memory { get; private init; }

    /// <summary>The lower end of every kernel.</summary>
    public double Low { get; }

    /// <summary>The upper end of every kernel.</summary>
    public double High { get; }

    /// <summary>The distance of values; 0 for a continuous parameter.</summary>
    public double Step { get; }

    public bool IsLog { get; }

    /// <param name="observations">What the trials had.</param>
    /// <param name="distribution">The parameter's distribution.</param>
    /// <param name="options">The sampler's options.</param>
    /// <param name="dimensions">How many parameters are drawn together; used by the multivariate width.</param>
    public static NumericKernels Of(Observations observations, Distribution distribution, TpeOptions options, int dimensions)
    {
        NumericKernels shape = new(distribution);
        ReadOnlySpan<double> values = observations.Values;
        int count = values.Length;
        double[] means = new double[count + 1];
        for (int i = 0; i < count; i++)
            means[i] = shape.Internal(values[i]);
        means[count] = 0.5 * (shape.Low + shape.High);

        double range = shape.High - shape.Low;
        double[] widths = new double[count + 1];
        if (options.Multivariate)
            Array.Fill(widths, 0.2 * Math.Pow(Math.Max(count, 1), -1.0 / (dimensions + 4)) * range);
        else
            SetWidthsByNeighbours(means.AsSpan(0, count), observations.Ascending, widths, shape.Low, shape.High, options.ConsiderEndpoints);
        double narrowest = options.MagicClip ? range / Math.Min(100.0, 1.0 + (count + 1)) : 1e-12;
        for (int i = 0; i < count; i++)
            widths[i] = Math.Min(Math.Max(widths[i], narrowest), range);
        widths[count] = range;
        return new NumericKernels(distribution) { Means = means, Widths = widths, Trials = observations.Trials, Memory = observations.Memory };
    }

    /// <summary>The value at a drawn place, in the parameter's own scale.</summary>
    public double External(double place)
    {
        double value = IsLog ? Math.Exp(place) : place;
        if (Step == 0)
            return value;
        double onGrid = _rangeLow + Math.Round((value - _rangeLow) / Step) * Step;
        return Math.Min(Math.Max(onGrid, _rangeLow), _rangeHigh);
    }

    /// <summary>The place of a value in the kernels' scale.</summary>
    public double Internal(double value) => IsLog ? Math.Log(value) : value;

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
            double low = Internal(uniqueValues[i].First - Step / 2), high = Internal(uniqueValues[i].First + Step / 2);
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
            a[k] = (Low - kernels[k].First) / kernels[k].Second;
            b[k] = (High - kernels[k].First) / kernels[k].Second;
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

    // The wider of the gaps to the neighbours on both sides.
    private static void SetWidthsByNeighbours(
        ReadOnlySpan<double> means, int[]? ascending, Span<double> widths, double low, double high, bool considerEndpoints)
    {
        int[] order = ascending is not null && IsStrict(means, ascending) ? ascending : ArgSort.Of(means);
        int count = order.Length;
        for (int i = 0; i < count; i++)
        {
            double mean = means[order[i]];
            double left = mean - (i == 0 ? low : means[order[i - 1]]);
            double right = (i == count - 1 ? high : means[order[i + 1]]) - mean;
            if (!considerEndpoints && count >= 2 && i == 0)
                widths[order[i]] = right;
            else if (!considerEndpoints && count >= 2 && i == count - 1)
                widths[order[i]] = left;
            else
                widths[order[i]] = Math.Max(left, right);
        }
    }

    // Among equal values the order is that of Numpy's sort alone.
    private static bool IsStrict(ReadOnlySpan<double> means, int[] order)
    {
        for (int i = 1; i < order.Length; i++)
        {
            if (!(means[order[i - 1]] < means[order[i]]))
                return false;
        }

        return true;
    }
}
