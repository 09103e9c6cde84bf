using Binnacle.Tuning.LinearAlgebra;

namespace Binnacle.Tuning.CmaEs;

/// <summary>A first distribution from trials of a similar study: around the best tenth of them.</summary>
/// <remarks>M. Nomura et al., "Warm Starting CMA-ES for Hyperparameter Optimization" (2021), with its gamma and alpha of 0.1.</remarks>
internal static class WarmStart
{
    private const double Share = 0.1;
    private const double PriorDeviation = 0.1;

    /// <exception cref="TuningException">There are fewer than ten points.</exception>
    public static (double[] Mean, double Sigma, double[][] Covariance) From(IReadOnlyList<(double[] Point, double Loss)> source)
    {
        int count = (int)Math.Floor(source.Count * Share);
        if (count < 1)
            throw new TuningException($"CmaEsOptions.SourceTrials: expected at least 10 trials with values and the study's parameters, found {source.Count}.");
        double[][] best = [.. source.OrderBy(item => item.Loss).Take(count).Select(item => item.Point)];
        int n = best[0].Length;
        double[] mean = [.. Enumerable.Range(0, n).Select(i => best.Average(point => point[i]))];
        double[][] spread = SymmetricEigen.Identity(n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                spread[i][j] = (i == j ? PriorDeviation * PriorDeviation : 0) + best.Average(point => point[i] * point[j]) - mean[i] * mean[j];
        }

        // The step size is split off so that the determinant of what remains is one.
        double logDeterminant = SymmetricEigen.Of(spread).Values.Sum(Math.Log);
        double square = Math.Exp(logDeterminant / n);
        return (mean, Math.Sqrt(square), [.. spread.Select(row => row.Select(x => x / square).ToArray())]);
    }
}
