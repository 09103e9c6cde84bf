namespace Binnacle.Tuning.Gp;

/// <summary>The Matérn kernel with smoothness 5/2, as a function of the squared distance.</summary>
internal static class Matern52
{
    public static double Value(double square)
    {
        double root = Math.Sqrt(5 * square);
        return Math.Exp(-root) * (5.0 / 3.0 * square + root + 1);
    }

    /// <summary>The derivative by the squared distance.</summary>
    public static double Slope(double square)
    {
        double root = Math.Sqrt(5 * square);
        return -5.0 / 6.0 * (root + 1) * Math.Exp(-root);
    }
}
