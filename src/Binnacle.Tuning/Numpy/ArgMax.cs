namespace Binnacle.Tuning.Numpy;

/// <summary>Numpy's <c>argmax</c>: the first of the largest values; NaN counts as the largest.</summary>
internal static class ArgMax
{
    public static int Of(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length && !double.IsNaN(values[best]); i++)
        {
            if (!(values[i] <= values[best]))
                best = i;
        }

        return best;
    }
}
