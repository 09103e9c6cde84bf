using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>A density over parameters, made of a kernel for each observed trial and one for the prior.</summary>
internal sealed class ParzenEstimator
{
    private readonly IKernels[] _parameters;
    private readonly double[] _weights;

    /// <param name="space">The parameters, in order.</param>
    /// <param name="observations">For each parameter its internal values, trials in the order of their numbers.</param>
    /// <param name="options">The sampler's options.</param>
    /// <param name="trialWeights">A weight for each trial; null for the options' <see cref="TpeOptions.Weights"/>.</param>
    public ParzenEstimator(
        IReadOnlyList<KeyValuePair<string, Distribution>> space, double[][] observations, TpeOptions options, IReadOnlyList<double>? trialWeights = null)
    {
        _weights = MixtureWeights(observations[0].Length, options, trialWeights);
        _parameters = new IKernels[space.Count];
        for (int i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = space[i].Value is CategoricalDistribution categorical
                ? new CategoricalKernels(
                    observations[i], categorical, options.PriorWeight, options.CategoricalDistances.GetValueOrDefault(space[i].Key))
                : NumericKernels.Of(observations[i], space[i].Value, options, space.Count);
        }
    }

    public IReadOnlyList<double> Weights => _weights;

    public IReadOnlyList<IKernels> Parameters => _parameters;

    /// <summary>Draws candidates; for each parameter its values.</summary>
    public double[][] Sample(RandomState random, int count)
    {
        int[] chosen = random.Choice(_weights, count);
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
        int candidates = samples[0].Length, kernels = _weights.Length;
        double[] logs = new double[candidates * kernels];
        List<int> continuous = [];
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i] is NumericKernels { Step: 0 })
                continuous.Add(i);
            else
                _parameters[i].AddLogPdf(samples[i], logs);
        }

        if (continuous.Count == 1)
            _parameters[continuous[0]].AddLogPdf(samples[continuous[0]], logs);
        else if (continuous.Count > 1)
            AddTogether(continuous, samples, logs);
        return Mix(logs, candidates);
    }

    private static double[] MixtureWeights(int count, TpeOptions options, IReadOnlyList<double>? trialWeights)
    {
        IReadOnlyList<double> given = trialWeights ?? options.Weights(count);
        if (trialWeights is null)
            Check(given);
        double[] weights = new double[count + 1];
        for (int i = 0; i < count; i++)
            weights[i] = given[i];
        weights[count] = options.PriorWeight;
        double sum = PairwiseSum.Of(weights);
        for (int i = 0; i < weights.Length; i++)
            weights[i] /= sum;
        return weights;
    }

    private static void Check(IReadOnlyList<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw new TuningException($"TpeOptions.Weights: expected finite weights from 0, found {PythonJson.Format(weight)}.");
            sum += weight;
        }

        if (weights.Count > 0 && sum == 0)
            throw new TuningException("TpeOptions.Weights: at least one weight must be above 0.");
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
        KernelDensity[] densities = KernelDensity.Together(parameters);
        int kernels = _weights.Length;
        double[] place = new double[densities.Length], terms = new double[densities.Length];
        for (int i = 0; i < samples[0].Length; i++)
        {
            for (int p = 0; p < place.Length; p++)
                place[p] = parameters[p].Internal(samples[continuous[p]][i]);
            for (int k = 0; k < kernels; k++)
            {
                for (int p = 0; p < terms.Length; p++)
                    terms[p] = densities[p].At(place[p], k);
                logs[i * kernels + k] += PairwiseSum.Of(terms);
            }
        }
    }

    // log(sum(weight * density)), scaled by the largest term.
    private double[] Mix(double[] logs, int candidates)
    {
        int kernels = _weights.Length;
        double[] logWeights = new double[kernels];
        for (int k = 0; k < kernels; k++)
            logWeights[k] = Math.Log(_weights[k]);
        double[] mixed = new double[candidates];
        for (int i = 0; i < candidates; i++)
        {
            Span<double> row = logs.AsSpan(i * kernels, kernels);
            double largest = double.NegativeInfinity;
            for (int k = 0; k < kernels; k++)
            {
                row[k] += logWeights[k];
                largest = Math.Max(largest, row[k]);
            }

            if (double.IsNegativeInfinity(largest))
                largest = 0;
            for (int k = 0; k < kernels; k++)
                row[k] = Math.Exp(row[k] - largest);
            mixed[i] = Math.Log(PairwiseSum.Of(row)) + largest;
        }

        return mixed;
    }
}
