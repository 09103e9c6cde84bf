using System.Buffers;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>A density over parameters, made of a kernel for each observed trial and one for the prior.</summary>
internal sealed class ParzenEstimator
{
    private readonly IKernels[] _parameters;
    private readonly MixtureWeights _weights;

    /// <param name="space">The parameters, in order.</param>
    /// <param name="observations">For each parameter what the trials had.</param>
    /// <param name="weights">The weights of the trials and of the prior.</param>
    /// <param name="options">The sampler's options.</param>
    public ParzenEstimator(
        IReadOnlyList<KeyValuePair<string, Distribution>> space, IReadOnlyList<double[]> observations, MixtureWeights weights, TpeOptions options)
    {
        _weights = weights;
        _parameters = new IKernels[space.Count];
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = space[i].Value is CategoricalDistribution categorical
                ? new CategoricalKernels(
                    observations[i], categorical, options.PriorWeight, options.CategoricalDistances.GetValueOrDefault(space[i].Key))
                : NumericKernels.Of(observations[i], space[i].Value, options, space.Count);
        }
    }

    public IReadOnlyList<double> Weights => _weights.Values;

    public IReadOnlyList<IKernels> Parameters => _parameters;

    /// <summary>Draws candidates; for each parameter its values.</summary>
    public double[][] Sample(RandomState random, int count)
    {
        int[] chosen = random.Choice(_weights.Values, count);
        double[][] samples = new double[_parameters.Length][];
        for (int i = 0; i < samples.Length; i++)
        {
            if (_parameters[i] is CategoricalKernels categorical)
                samples[i] = categorical.Sample(random, chosen);
        }

        SampleNumbers(random, chosen, samples);
        return samples;
    }

    /// <summary>The log density of each candidate.</summary>
    public double[] LogPdf(double[][] samples)
    {
        int candidates = samples[0].Length, kernels = _weights.Values.Length;
        double[]? discrete = Discrete(samples, candidates * kernels);
        int[] continuous = [.. Enumerable.Range(0, _parameters.Length).Where(i => _parameters[i] is NumericKernels { Shape.Step: 0 })];
        NumericKernels[] shapes = [.. continuous.Select(i => (NumericKernels)_parameters[i])];
        return discrete is null && shapes is [var alone] ? Mixed(alone, samples[0]) : Mixed(shapes, continuous, samples, discrete);
    }

    // One row is enough: it is done with before the next candidate.
    private double[] Mixed(NumericKernels kernels, double[] candidates)
    {
        KernelDensity density = KernelDensity.Together([kernels])[0];
        double[] mixed = new double[candidates.Length], row = new double[_weights.Logs.Length];
        for (int i = 0; i < mixed.Length; i++)
        {
            double largest = density.Weigh(kernels.Shape.Internal(candidates[i]), _weights.Logs, row);
            mixed[i] = Exponential.LogSum(row, largest);
        }

        return mixed;
    }

    private double[] Mixed(NumericKernels[] shapes, int[] continuous, double[][] samples, double[]? discrete)
    {
        int candidates = samples[0].Length, kernels = _weights.Values.Length;
        double[][] points = new double[candidates][];
        for (int i = 0; i < candidates; i++)
        {
            points[i] = new double[shapes.Length];
            for (int p = 0; p < shapes.Length; p++)
                points[i][p] = shapes[p].Shape.Internal(samples[continuous[p]][i]);
        }

        double[] rented = ArrayPool<double>.Shared.Rent(discrete is null ? candidates * kernels : 0);
        Span<double> rows = discrete ?? rented.AsSpan(0, candidates * kernels);
        if (discrete is null)
            rows.Clear();
        if (shapes.Length > 0)
            new JointDensity(KernelDensity.Together(shapes)).Add(points, rows);
        double[] mixed = new double[candidates];
        for (int i = 0; i < candidates; i++)
            mixed[i] = Mix(rows.Slice(i * kernels, kernels));
        ArrayPool<double>.Shared.Return(rented);
        return mixed;
    }

    // The logarithms of what the categorical and stepped parameters contribute, candidates in rows; null when there are none.
    private double[]? Discrete(double[][] samples, int size)
    {
        double[]? logs = null;
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] is CategoricalKernels categorical)
                categorical.AddLogPdf(samples[i], logs ??= new double[size]);
            else if (_parameters[i] is NumericKernels { Shape.Step: > 0 } stepped)
                stepped.AddMass(samples[i], logs ??= new double[size]);
        }

        return logs;
    }

    // All numeric parameters form one batch: one block of uniform draws, one iteration of the quantiles.
    private void SampleNumbers(RandomState random, int[] chosen, double[][] samples)
    {
        NumericKernels[] numeric = [.. _parameters.OfType<NumericKernels>()];
        if (numeric.Length == 0)
            return;
        int count = chosen.Length;
        double[] a = new double[numeric.Length * count], b = new double[a.Length];
        for (int p = 0, j = 0; p < numeric.Length; p++)
        {
            foreach (int kernel in chosen)
            {
                a[j] = (numeric[p].Shape.Low - numeric[p].Means[kernel]) / numeric[p].Widths[kernel];
                b[j++] = (numeric[p].Shape.High - numeric[p].Means[kernel]) / numeric[p].Widths[kernel];
            }
        }

        double[] places = TruncatedNormal.Quantiles(random.NextDoubles(a.Length), a, b);
        int next = 0;
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] is not NumericKernels kernels)
                continue;
            double[] values = samples[i] = new double[count];
            for (int c = 0; c < count; c++)
                values[c] = kernels.Shape.External(places[next++] * kernels.Widths[chosen[c]] + kernels.Means[chosen[c]]);
        }
    }

    private double Mix(Span<double> logs) => Exponential.LogSum(logs, LogSum.Add(logs, _weights.Logs));
}
