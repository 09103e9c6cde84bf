namespace Binnacle.Tuning.CmaEs;

/// <summary>The strategy parameters of CMA-ES, which follow from the numbers of dimensions and of points in a generation.</summary>
/// <param name="PopulationSize">How many points a generation has.</param>
/// <param name="Parents">How many of the best of them become the next mean.</param>
/// <param name="Weights">The weight of each point, best first; with active adaptation those of bad points are negative.</param>
/// <param name="EffectiveParents">The variance-effective selection mass.</param>
/// <param name="RankOne">The learning rate of the covariance for the evolution path.</param>
/// <param name="RankMany">The learning rate of the covariance for the points.</param>
/// <param name="CovariancePath">How fast the covariance's evolution path forgets.</param>
/// <param name="StepPath">How fast the step size's evolution path forgets.</param>
/// <param name="Damping">How slowly the step size follows its path.</param>
/// <param name="ExpectedNorm">The expected length of a standard normal vector.</param>
/// <remarks>N. Hansen, "The CMA Evolution Strategy: A Tutorial" (2016), equations 48 to 58; the separable ones are of Ros and Hansen (2008).</remarks>
internal sealed record CmaRates(
    int PopulationSize,
    int Parents,
    double[] Weights,
    double EffectiveParents,
    double RankOne,
    double RankMany,
    double CovariancePath,
    double StepPath,
    double Damping,
    double ExpectedNorm)
{
    public static int DefaultPopulation(int dimensions) => 4 + (int)Math.Floor(3 * Math.Log(dimensions));

    /// <summary>For a whole covariance matrix, with negative weights for bad points.</summary>
    public static CmaRates Full(int dimensions, int population)
    {
        double n = dimensions;
        int parents = population / 2;
        double[] raw = new double[population];
        for (int i = 0; i < population; i++)
            raw[i] = Math.Log((population + 1) / 2.0) - Math.Log(i + 1);
        double effective = Mass(raw[..parents]), effectiveOfBad = Mass(raw[parents..]);
        double rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective);
        double rankMany = Math.Min(1 - rankOne - 1e-8, 2 * (effective - 2 + 1 / effective) / ((n + 2) * (n + 2) + effective));
        double negative = Math.Min(
            Math.Min(1 + rankOne / rankMany, 1 + 2 * effectiveOfBad / (effective + 2)),
            (1 - rankOne - rankMany) / (n * rankMany));
        double positiveSum = raw.Where(weight => weight > 0).Sum(), negativeSum = raw.Where(weight => weight < 0).Sum(Math.Abs);
        double[] weights = [.. raw.Select(weight => weight >= 0 ? 1 / positiveSum * weight : negative / negativeSum * weight)];
        double stepPath = (effective + 2) / (n + effective + 5);
        return new CmaRates(
            population, parents, weights, effective, rankOne, rankMany,
            (4 + effective / n) / (n + 4 + 2 * effective / n), stepPath, DampingOf(n, effective, stepPath), Norm(n));
    }

    /// <summary>For a diagonal covariance matrix, which has less to learn and learns it faster.</summary>
    public static CmaRates Separable(int dimensions, int population)
    {
        double n = dimensions;
        int parents = population / 2;
        double[] raw = new double[parents];
        for (int i = 0; i < parents; i++)
            raw[i] = Math.Log(parents + 1) - Math.Log(i + 1);
        double sum = raw.Sum();
        double[] weights = [.. raw.Select(weight => weight / sum)];
        double effective = 1 / weights.Sum(weight => weight * weight), root = n + Math.Sqrt(2);
        double full = 2 / effective / (root * root) + (1 - 1 / effective) * Math.Min(1, (2 * effective - 1) / ((n + 2) * (n + 2) + effective));
        double stepPath = (effective + 2) / (n + effective + 3);
        return new CmaRates(
            population, parents, weights, effective, 2 / ((n + 1.3) * (n + 1.3) + effective), (n + 2) / 3 * full,
            4 / (n + 4), stepPath, DampingOf(n, effective, stepPath), Norm(n));
    }

    private static double Mass(double[] weights) => weights.Sum() * weights.Sum() / weights.Sum(weight => weight * weight);

    private static double DampingOf(double n, double effective, double stepPath) =>
        1 + 2 * Math.Max(0, Math.Sqrt((effective - 1) / (n + 1)) - 1) + stepPath;

    private static double Norm(double n) => Math.Sqrt(n) * (1.0 - 1.0 / (4.0 * n) + 1.0 / (21.0 * (n * n)));
}
