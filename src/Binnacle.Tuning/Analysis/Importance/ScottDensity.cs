using Binnacle.Tuning.Tpe;

namespace Binnacle.Tuning;

/// <summary>The density of a parameter's values on a grid: a Parzen estimator whose width follows Scott's rule, with a uniform prior kernel.</summary>
/// <remarks>The grid has 50 points at most: the choices, the steps, or points spread evenly (in the logarithm, where the parameter has one).</remarks>
internal static class ScottDensity
{
    private const int MostPoints = 50;

    // So narrow that 90 % of a kernel fall on one point of the grid.
    private const double NarrowestWidth = 0.5 / 1.64;

    /// <summary>The probability of each point of the grid.</summary>
    /// <param name="distribution">The parameter's distribution, with more than one value.</param>
    /// <param name="values">What trials had, in internal form.</param>
    public static double[] Of(Distribution distribution, double[] values)
    {
        int[] counts = distribution is CategoricalDistribution categorical
            ? CountChoices(values, categorical.Choices.Length)
            : CountOnGrid(distribution, values);
        int[] seen = [.. Enumerable.Range(0, counts.Length).Where(point => counts[point] > 0)];
        double total = values.Length + 1;
        double[] density = new double[counts.Length];
        foreach (int point in seen)
            Add(density, counts[point] / total, Kernel(distribution, counts, seen, point));
        Add(density, 1 / total, Prior(distribution, counts.Length));
        return density;
    }

    private static void Add(double[] density, double weight, double[] kernel)
    {
        for (int i = 0; i < density.Length; i++)
            density[i] += weight * kernel[i];
    }

    private static double[] Kernel(Distribution distribution, int[] counts, int[] seen, int point)
    {
        if (distribution is not CategoricalDistribution)
            return Normal(counts.Length, point, Width(counts, seen));
        double share = 1.0 / (seen.Length + 1);
        double[] row = new double[counts.Length];
        Array.Fill(row, share / (1 + share * row.Length));
        row[point] = (1 + share) / (1 + share * row.Length);
        return row;
    }

    private static double[] Prior(Distribution distribution, int points) => distribution is CategoricalDistribution
        ? [.. Enumerable.Repeat(1.0 / points, points)]
        : Normal(points, 0.5 * (points - 1), points);

    // A normal distribution cut off at the grid's ends; each point has what lies within half a step.
    private static double[] Normal(int points, double mean, double width)
    {
        double total = TruncatedNormal.LogMass((-0.5 - mean) / width, (points - 0.5 - mean) / width);
        double[] masses = new double[points];
        for (int point = 0; point < points; point++)
            masses[point] = Math.Exp(TruncatedNormal.LogMass((point - 0.5 - mean) / width, (point + 0.5 - mean) / width) - total);
        return masses;
    }

    private static double Width(int[] counts, int[] seen)
    {
        int total = counts.Sum();
        double mean = seen.Sum(point => point * ((double)counts[point] / total));
        double deviation = Math.Sqrt(seen.Sum(point => (point - mean) * (point - mean) * counts[point]) / Math.Max(1, total - 1));
        double quartiles = Quantile(counts, seen, count => count >= total / 4) * -1.0
            + Quantile(counts, seen, count => count > total * 3 / 4);
        double width = 1.059 * Math.Min(quartiles / 1.34, deviation) * Math.Pow(total, -0.2);
        return Math.Max(width, NarrowestWidth);
    }

    // The first point at which the cumulative count is enough, or the last.
    private static int Quantile(int[] counts, int[] seen, Func<int, bool> isEnough)
    {
        int cumulative = 0;
        foreach (int point in seen)
        {
            if (isEnough(cumulative += counts[point]))
                return point;
        }

        return seen[^1];
    }

    private static int[] CountChoices(double[] values, int choices)
    {
        int[] counts = new int[choices];
        foreach (double value in values)
            counts[(int)value]++;
        return counts;
    }

    private static int[] CountOnGrid(Distribution distribution, double[] values)
    {
        var (low, high, isLog, points) = distribution switch
        {
            FloatDistribution { Step: { } step } real => (real.Low, real.High, false, Math.Min((int)Math.Round(Math.Min((real.High - real.Low) / step, MostPoints)) + 1, MostPoints)),
            FloatDistribution real => (real.Low, real.High, real.Log, MostPoints),
            IntDistribution { Log: true } integer => ((double)integer.Low, (double)integer.High, true,
                Math.Min((int)Math.Ceiling(Math.Log(integer.High - integer.Low + 1) / Math.Log(2)) + 1, MostPoints)),
            IntDistribution integer => (integer.Low, integer.High, false, (int)Math.Min((integer.High - integer.Low) / integer.Step + 1, MostPoints)),
            _ => throw new ArgumentException($"{distribution.GetType().Name} is not numeric."),
        };
        double Scale(double value) => isLog ? Math.Log(value) : value;

        double first = Scale(low), last = Scale(high), gap = (last - first) / (points - 1);
        double[] grid = [.. Enumerable.Range(0, points).Select(point => point == points - 1 ? last : point * gap + first)];
        double half = (grid[1] - grid[0]) / 2;
        int[] counts = new int[points];
        foreach (double value in values)
            counts[PlaceOf(grid, Scale(value) - half)]++;
        return counts;
    }

    // The first point of the grid that is not below the value; the last for values beyond it.
    private static int PlaceOf(double[] grid, double value)
    {
        int place = Array.BinarySearch(grid, value);
        return Math.Min(place >= 0 ? place : ~place, grid.Length - 1);
    }
}
