namespace Binnacle.Tuning.Numpy;

/// <summary>Numpy's sum along a contiguous axis: eight accumulators in blocks, blocks added in pairs.</summary>
internal static class PairwiseSum
{
    private const int BlockSize = 128;

    public static double Of(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        if (n < 8)
        {
            double sum = 0;
            foreach (double value in values)
                sum += value;
            return sum;
        }

        if (n > BlockSize)
        {
            int half = n / 2;
            half -= half % 8;
            return Of(values[..half]) + Of(values[half..]);
        }

        return OfBlock(values);
    }

    private static double OfBlock(ReadOnlySpan<double> v)
    {
        double s0 = v[0], s1 = v[1], s2 = v[2], s3 = v[3], s4 = v[4], s5 = v[5], s6 = v[6], s7 = v[7];
        int i = 8;
        for (; i + 8 <= v.Length; i += 8)
        {
            s0 += v[i];
            s1 += v[i + 1];
            s2 += v[i + 2];
            s3 += v[i + 3];
            s4 += v[i + 4];
            s5 += v[i + 5];
            s6 += v[i + 6];
            s7 += v[i + 7];
        }

        double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < v.Length; i++)
            sum += v[i];
        return sum;
    }
}
