using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Qmc;

/// <summary>Halton's low-discrepancy sequence: in each dimension the digits of the index, mirrored, in the base of another prime number.</summary>
/// <remarks>Scrambled, each digit is mapped by a random permutation (Owen 2017). Points are those of SciPy 1.10.</remarks>
internal sealed class HaltonSequence : IQuasiRandomSequence
{
    private readonly int[] _bases;
    private readonly int[][][]? _permutations;

    /// <param name="dimensions">At least 1.</param>
    /// <param name="scrambleSeed">Seeds the permutations; null for the plain sequence.</param>
    public HaltonSequence(int dimensions, uint? scrambleSeed)
    {
        _bases = Primes(dimensions);
        if (scrambleSeed is { } seed)
            _permutations = [.. _bases.Select(number => Permutations(number, new Pcg64(seed)))];
    }

    public double[] Point(long index)
    {
        double[] point = new double[_bases.Length];
        for (int d = 0; d < point.Length; d++)
            point[d] = _permutations is null ? Mirror(index, _bases[d]) : Mirror(index, _bases[d], _permutations[d]);
        return point;
    }

    private static double Mirror(long index, int radix)
    {
        double value = 0;
        for (double weight = 1.0 / radix; index > 0; weight /= radix, index /= radix)
            value += index % radix * weight;
        return value;
    }

    // Leading zeros count too: a permutation may map them to other digits.
    private static double Mirror(long index, int radix, int[][] permutations)
    {
        double value = 0, weight = 1.0 / radix;
        foreach (int[] permutation in permutations)
        {
            value += permutation[index % radix] * weight;
            weight /= radix;
            index /= radix;
        }

        return value;
    }

    private static int[][] Permutations(int radix, Pcg64 random)
    {
        int[][] permutations = new int[(int)Math.Ceiling(54 / Math.Log2(radix)) - 1][];
        for (int digit = 0; digit < permutations.Length; digit++)
        {
            permutations[digit] = [.. Enumerable.Range(0, radix)];
            random.Shuffle(permutations[digit]);
        }

        return permutations;
    }

    private static int[] Primes(int count)
    {
        List<int> primes = [];
        for (int candidate = 2; primes.Count < count; candidate++)
        {
            if (primes.TrueForAll(prime => candidate % prime != 0))
                primes.Add(candidate);
        }

        return [.. primes];
    }
}
