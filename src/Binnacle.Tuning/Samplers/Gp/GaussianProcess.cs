using System.Numerics.Tensors;
using Binnacle.Tuning.LinearAlgebra;

namespace Binnacle.Tuning.Gp;

/// <summary>A Gaussian process with a Matérn 5/2 kernel and a length scale for each parameter, conditioned on observations.</summary>
/// <remarks>Two choices of a categorical parameter have distance one.</remarks>
internal sealed class GaussianProcess
{
    private readonly double[][] _points;
    private readonly double[] _values;
    private readonly double[][] _columns;
    private readonly bool[] _isCategorical;
    private readonly Cholesky _cholesky;
    private readonly double[] _alpha;

    private GaussianProcess(double[][] points, double[] values, bool[] isCategorical, KernelParameters kernel, Cholesky cholesky)
    {
        (_points, _values, _isCategorical, Kernel, _cholesky) = (points, values, isCategorical, kernel, cholesky);
        _columns = [.. isCategorical.Select((_, d) => points.Select(point => point[d]).ToArray())];
        _alpha = cholesky.WhitenBack(cholesky.Whiten(values));
    }

    public KernelParameters Kernel { get; }

    /// <summary>The process after the observations; null when they cannot be told apart in floating-point numbers.</summary>
    public static GaussianProcess? Of(double[][] points, double[] values, bool[] isCategorical, KernelParameters kernel)
    {
        double[][] covariance = new double[points.Length][];
        for (int i = 0; i < points.Length; i++)
        {
            covariance[i] = new double[i + 1];
            for (int j = 0; j < i; j++)
                covariance[i][j] = kernel.Scale * Matern52.Value(SquaredDistance(points[i], points[j], isCategorical, kernel.InverseSquares));
            covariance[i][i] = kernel.Scale + kernel.Noise;
        }

        return Cholesky.Of(covariance) is { } cholesky ? new GaussianProcess(points, values, isCategorical, kernel, cholesky) : null;
    }

    /// <summary>The same process with more observations, e.g. guesses for what is still running.</summary>
    public GaussianProcess With(double[][] points, double[] values) =>
        points.Length == 0 ? this : Of([.. _points, .. points], [.. _values, .. values], _isCategorical, Kernel) ?? this;

    /// <summary>Mean and variance of the function at a point.</summary>
    public (double Mean, double Variance) At(double[] point) => At(point, [], []);

    /// <summary>Mean and variance of the function at a point, and their gradients; those of categorical parameters are 0.</summary>
    /// <param name="point">The point.</param>
    /// <param name="meanGradient">Takes the mean's gradient; empty for none.</param>
    /// <param name="varianceGradient">Takes the variance's gradient.</param>
    public (double Mean, double Variance) At(double[] point, double[] meanGradient, double[] varianceGradient)
    {
        double[] roots = new double[_values.Length], covariances = new double[_values.Length], decays = new double[_values.Length];
        Distances(point, roots);
        TensorPrimitives.Multiply(roots, 5, roots);
        TensorPrimitives.Sqrt(roots, roots);
        TensorPrimitives.Negate(roots, decays);
        TensorPrimitives.Exp<double>(decays, decays);
        for (int i = 0; i < roots.Length; i++)
            covariances[i] = Kernel.Scale * decays[i] * (roots[i] * roots[i] / 3 + roots[i] + 1);
        double mean = TensorPrimitives.Dot<double>(covariances, _alpha);
        double[] whitened = _cholesky.Whiten(covariances);
        double variance = Math.Max(Kernel.Scale - TensorPrimitives.Dot<double>(whitened, whitened), 0);
        if (meanGradient.Length > 0)
            SetGradients(point, roots, decays, _cholesky.WhitenBack(whitened), meanGradient, varianceGradient);
        return (mean, variance);
    }

    public static double SquaredDistance(double[] left, double[] right, bool[] isCategorical, double[] inverseSquares)
    {
        double sum = 0;
        for (int d = 0; d < left.Length; d++)
        {
            double difference = left[d] - right[d];
            sum += inverseSquares[d] * (isCategorical[d] ? difference == 0 ? 0 : 1 : difference * difference);
        }

        return sum;
    }

    private void Distances(double[] point, double[] squares)
    {
        double[] part = new double[squares.Length];
        for (int d = 0; d < point.Length; d++)
        {
            TensorPrimitives.Subtract(_columns[d], point[d], part);
            if (_isCategorical[d])
            {
                for (int i = 0; i < part.Length; i++)
                    part[i] = part[i] == 0 ? 0 : 1;
            }

            TensorPrimitives.Multiply(part, part, part);
            TensorPrimitives.MultiplyAdd(part, Kernel.InverseSquares[d], squares, squares);
        }
    }

    private void SetGradients(double[] point, double[] roots, double[] decays, double[] solution, double[] meanGradient, double[] varianceGradient)
    {
        double[] ofMean = new double[roots.Length], ofVariance = new double[roots.Length], part = new double[roots.Length];
        for (int i = 0; i < roots.Length; i++)
        {
            double slope = Kernel.Scale * (-5.0 / 3.0) * (roots[i] + 1) * decays[i];
            ofMean[i] = _alpha[i] * slope;
            ofVariance[i] = -2 * solution[i] * slope;
        }

        for (int d = 0; d < point.Length; d++)
        {
            TensorPrimitives.Subtract(_columns[d], point[d], part);
            double factor = _isCategorical[d] ? 0 : -Kernel.InverseSquares[d];
            meanGradient[d] = factor * TensorPrimitives.Dot<double>(ofMean, part);
            varianceGradient[d] = factor * TensorPrimitives.Dot<double>(ofVariance, part);
        }
    }
}
