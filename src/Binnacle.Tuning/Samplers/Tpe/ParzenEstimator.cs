using System.Buffers;
using System.Numerics.Tensors;
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
        IReadOnlyList<KeyValuePair<string, Distribution>> space, IReadOnlyList<Observations> observations, MixtureWeights weights, TpeOptions options)
    {
        _weights = weights;
        _parameters = new IKernels[space.Count];
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = space[i].Value is CategoricalDistribution categorical
                ? new CategoricalKernels(
                    observations[i].Values, categorical, options.PriorWeight, options.CategoricalDistances.GetValueOrDefault(space[i].Key))
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
        double[] logs = ArrayPool<double>.Shared.Rent(candidates * kernels);
        logs.AsSpan(0, candidates * kernels).Clear();
        List<int> continuous = [];
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] is NumericKernels { Step: 0 })
                continuous.Add(i);
            else
                _parameters[i].AddLogPdf(samples[i], logs.AsSpan(0, candidates * kernels));
        }

        if (continuous.Count == 1)
            _parameters[continuous[0]].AddLogPdf(samples[continuous[0]], logs.AsSpan(0, candidates * kernels));
        else if (continuous.Count > 1)
            AddTogether(continuous, samples, logs);
        double[] mixed = new double[candidates];
        for (int i = 0; i < candidates; i++)
            mixed[i] = Mix(logs.AsSpan(i * kernels, kernels));
        ArrayPool<double>.Shared.Return(logs);
        return mixed;
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
                a[j] = (numeric[p].Low - numeric[p].Means[kernel]) / numeric[p].Widths[kernel];
                b[j++] = (numeric[p].High - numeric[p].Means[kernel]) / numeric[p].Widths[kernel];
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
                values[c] = kernels.External(places[next++] * kernels.Widths[chosen[c]] + kernels.Means[chosen[c]]);
        }
    }

    private void AddTogether(List<int> continuous, double[][] samples, double[] logs)
    {
        NumericKernels[] parameters = [.. continuous.Select(index => (NumericKernels)_parameters[index])];
        JointDensity density = new(KernelDensity.Together(parameters));
        int kernels = _weights.Values.Length;
        double[] place = new double[parameters.Length];
        for (int i = 0; i < samples[0].Length; i++)
        {
            for (int p = 0; p < place.Length; p++)
                place[p] = parameters[p].Internal(samples[continuous[p]][i]);
            density.Add(place, logs.AsSpan(i * kernels, kernels));
        }
    }

    // log(sum(weight * density)), scaled by the largest term.
    private double Mix(Span<double> logs)
    {
        TensorPrimitives.Add(logs, _weights.Logs, logs);
        double largest = TensorPrimitives.Max<double>(logs);
        if (double.IsNegativeInfinity(largest))
            largest = 0;
        TensorPrimitives.Subtract(logs, largest, logs);
        Exponential.Apply(logs);
        return Math.Log(PairwiseSum.Of(logs)) + largest;
    }
}
