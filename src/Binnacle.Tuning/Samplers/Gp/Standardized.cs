namespace Binnacle.Tuning.Gp;

/// <summary>Quantities of the finished trials with mean 0 and variance 1, one column each.</summary>
/// <param name="Columns">For each quantity its values.</param>
/// <param name="Means">For each quantity its mean.</param>
/// <param name="Deviations">For each quantity its standard deviation, at least a tiny number.</param>
internal sealed record Standardized(double[][] Columns, double[] Means, double[] Deviations)
{
    private const double SmallestDeviation = 1e-10;

    /// <param name="rows">For each trial its quantities; infinite ones become the largest or smallest finite one.</param>
    public static Standardized Of(IReadOnlyList<double[]> rows)
    {
        double[][] columns = [.. Enumerable.Range(0, rows[0].Length).Select(m => Finite([.. rows.Select(row => row[m])]))];
        double[] means = [.. columns.Select(column => column.Average())];
        double[] deviations = [.. columns.Select((column, m) =>
            Math.Max(Math.Sqrt(column.Average(x => (x - means[m]) * (x - means[m]))), SmallestDeviation))];
        return new Standardized(
            [.. columns.Select((column, m) => column.Select(x => (x - means[m]) / deviations[m]).ToArray())], means, deviations);
    }

    /// <summary>The quantities of one trial.</summary>
    public double[] Row(int trial) => [.. Columns.Select(column => column[trial])];

    private static double[] Finite(double[] column)
    {
        double[] finite = [.. column.Where(double.IsFinite)];
        return finite.Length == 0 ? new double[column.Length] : [.. column.Select(x => Math.Clamp(x, finite.Min(), finite.Max()))];
    }
}
