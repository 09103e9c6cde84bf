using System.Runtime.CompilerServices;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Tpe;

/// <summary>How much each kernel of a Parzen estimator weighs, the prior's as the last; they add up to one.</summary>
internal sealed class MixtureWeights
{
    private double[]? _logs;

    private MixtureWeights(double[] values) => Values = values;

    public double[] Values { get; }

    public double[] Logs => _logs ??= LogsOf(Values);

    /// <summary>The weights of so many trials by <see cref="TpeOptions.Weights"/>.</summary>
    /// <exception cref="TuningException">The function gives weights that are negative, not finite, or all 0.</exception>
    public static MixtureWeights Of(int count, TpeOptions options)
    {
        IReadOnlyList<double> given = options.Weights(count);
        double[] weights = given as double[] ?? [.. given];
        Check(weights, count);
        return Of(weights.AsSpan(0, count), options);
    }

    /// <summary>The given weights of the trials, and the prior's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static MixtureWeights Of(ReadOnlySpan<double> trials, TpeOptions options)
    {
        double[] weights = [.. trials, options.PriorWeight];
        double sum = PairwiseSum.Of(weights);
        for (int i = 0; i < weights.Length; i++)
            weights[i] /= sum;
        return new MixtureWeights(weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] LogsOf(double[] values)
    {
        double[] logs = new double[values.Length];
        for (int k = 0; k < logs.Length; k++)
            logs[k] = Math.Log(values[k]);
        return logs;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Check(double[] weights, int count)
    {
        if (weights.Length < count)
            throw new TuningException($"TpeOptions.Weights: expected {count} weights, found {weights.Length}.");
        double sum = 0;
        foreach (double weight in weights)
        {
            if (!(weight >= 0 && double.IsFinite(weight)))
                throw new TuningException($"TpeOptions.Weights: expected finite weights from 0, found {PythonJson.Format(weight)}.");
            sum += weight;
        }

        if (weights.Length > 0 && sum == 0)
            throw new TuningException("TpeOptions.Weights: at least one weight must be above 0.");
    }
}
