namespace Binnacle.Tuning.Numpy;

/// <summary>Numpy's <c>nanpercentile</c> with linear interpolation.</summary>
internal static class Percentile
{
    /// <summary>The percentile of the values that are not NaN; NaN without any.</summary>
    public static double Of(IEnumerable<double> values, double percent)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0)
            return double.NaN;
        double place = percent / 100 * (sorted.Length - 1);
        int below = Math.Min((int)Math.Floor(place), sorted.Length - 1);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return Interpolate(sorted[below], sorted[above], place - below);
    }

    // From the nearer end, so that both ends are met exactly.
    private static double Interpolate(double low, double high, double share)
    {
        double width = high - low;
        if (share >= 0.5)
            return high - width * (1 - share);
        return low + width * share;
    }
}
