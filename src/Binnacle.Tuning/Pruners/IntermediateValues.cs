namespace Binnacle.Tuning;

/// <summary>Questions about reported values.</summary>
internal static class IntermediateValues
{
    /// <summary>The best of the values that are not NaN; NaN without any.</summary>
    public static double Best(IEnumerable<double> values, bool maximize)
    {
        double best = double.NaN;
        foreach (double value in values)
        {
            if (double.IsNaN(best) || (maximize ? value > best : value < best))
                best = value;
        }

        return best;
    }
}
