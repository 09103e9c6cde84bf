using Binnacle.Tuning.LinearAlgebra;

namespace Binnacle.Tuning.Gp;

/// <summary>Finds the kernel under which observations are most likely, given a prior of kernels (Optuna's).</summary>
internal sealed class KernelFit
{
    private const double SmallestNoise = 1e-6;
    private const double Tolerance = 1e-2;

    private readonly double[][] _points;
    private readonly double[] _values;
    private readonly bool[] _isCategorical;
    private readonly bool _isDeterministic;

    private KernelFit(double[][] points, double[] values, bool[] isCategorical, bool isDeterministic) =>
        (_points, _values, _isCategorical, _isDeterministic) = (points, values, isCategorical, isDeterministic);

    /// <param name="points">Where the function was observed, in the unit cube.</param>
    /// <param name="values">What was observed, with mean 0 and variance 1.</param>
    /// <param name="isCategorical">Which coordinates are indices of choices.</param>
    /// <param name="isDeterministic">Observations have no noise.</param>
    /// <param name="start">The kernel to begin from, e.g. that of the last time; null for the default.</param>
    public static GaussianProcess Fit(double[][] points, double[] values, bool[] isCategorical, bool isDeterministic, KernelParameters? start)
    {
        KernelFit fit = new(points, values, isCategorical, isDeterministic);
        KernelParameters standard = KernelParameters.Default(isCategorical.Length);
        return fit.From(start ?? standard) ?? fit.From(standard)
            ?? GaussianProcess.Of(points, values, isCategorical, standard)!;
    }

    private GaussianProcess? From(KernelParameters start)
    {
        double[] raw = [.. start.InverseSquares.Select(inverse => Math.Log(inverse)), Math.Log(start.Scale), Math.Log(Math.Max(start.Noise - 0.99 * SmallestNoise, 1e-12))];
        double[] low = new double[raw.Length], high = new double[raw.Length];
        Array.Fill(low, -30);
        Array.Fill(high, 30);
        var (best, loss) = BoundedBfgs.Minimize(Loss, raw, low, high, Tolerance);
        return double.IsFinite(loss) ? GaussianProcess.Of(_points, _values, _isCategorical, Kernel(best)) : null;
    }

    private KernelParameters Kernel(double[] raw) => new(
        [.. raw[..^2].Select(log => Math.Exp(log))], Math.Exp(raw[^2]), _isDeterministic ? SmallestNoise : Math.Exp(raw[^1]) + SmallestNoise);

    // The negative logarithm of likelihood and prior, up to a constant.
    private double Loss(double[] raw, double[] gradient)
    {
        KernelParameters kernel = Kernel(raw);
        int n = _values.Length;
        double[][] squares = new double[n][], covariance = new double[n][];
        for (int i = 0; i < n; i++)
        {
            (squares[i], covariance[i]) = (new double[i], new double[i + 1]);
            for (int j = 0; j < i; j++)
            {
                squares[i][j] = GaussianProcess.SquaredDistance(_points[i], _points[j], _isCategorical, kernel.InverseSquares);
                covariance[i][j] = kernel.Scale * Matern52.Value(squares[i][j]);
            }

            covariance[i][i] = kernel.Scale + kernel.Noise;
        }

        if (Cholesky.Of(covariance) is not { } cholesky)
            return double.PositiveInfinity;
        double[] whitened = cholesky.Whiten(_values), alpha = cholesky.WhitenBack(whitened);
        double loss = 0.5 * cholesky.LogDeterminant + 0.5 * whitened.Sum(x => x * x);
        Array.Clear(gradient);
        AddLikelihoodGradient(kernel, squares, covariance, cholesky, alpha, gradient);
        return loss + AddPrior(raw, kernel, gradient);
    }

    private void AddLikelihoodGradient(
        KernelParameters kernel, double[][] squares, double[][] covariance, Cholesky cholesky, double[] alpha, double[] gradient)
    {
        int dimensions = _isCategorical.Length;
        double noise = kernel.Noise - SmallestNoise;
        for (int i = 0; i < alpha.Length; i++)
        {
            double diagonal = 0.5 * (cholesky.Inverse(i, i) - alpha[i] * alpha[i]);
            gradient[dimensions] += diagonal * kernel.Scale;
            gradient[dimensions + 1] += _isDeterministic ? 0 : diagonal * noise;
            for (int j = 0; j < i; j++)
            {
                double weight = cholesky.Inverse(i, j) - alpha[i] * alpha[j];
                gradient[dimensions] += weight * covariance[i][j];
                double slope = weight * kernel.Scale * Matern52.Slope(squares[i][j]);
                for (int d = 0; d < dimensions; d++)
                {
                    double difference = _points[i][d] - _points[j][d];
                    gradient[d] += slope * kernel.InverseSquares[d] * (_isCategorical[d] ? difference == 0 ? 0 : 1 : difference * difference);
                }
            }
        }
    }

    // Gamma priors of scale and noise; length scales near one.
    private double AddPrior(double[] raw, KernelParameters kernel, double[] gradient)
    {
        double loss = 0;
        for (int d = 0; d < kernel.InverseSquares.Length; d++)
        {
            double inverse = kernel.InverseSquares[d];
            loss += 0.1 / inverse + 0.1 * inverse;
            gradient[d] += 0.1 * inverse - 0.1 / inverse;
        }

        gradient[^2] += kernel.Scale - 1;
        if (!_isDeterministic)
            gradient[^1] += (30 - 0.1 / kernel.Noise) * Math.Exp(raw[^1]);
        return loss - (Math.Log(kernel.Scale) - kernel.Scale) - (0.1 * Math.Log(kernel.Noise) - 30 * kernel.Noise);
    }
}
