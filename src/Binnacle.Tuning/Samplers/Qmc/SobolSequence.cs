using System.Numerics;
using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning.Qmc;

/// <summary>Sobol's low-discrepancy sequence, scrambled by a random linear map and a digital shift where asked (Matoušek 1998).</summary>
/// <remarks>Points are those of SciPy 1.10 with 30 bits.</remarks>
internal sealed class SobolSequence : IQuasiRandomSequence
{
    private const int Bits = 30;

    private readonly uint[][] _directions;
    private readonly uint[] _shifts;

    /// <param name="dimensions">From 1 to <see cref="DirectionNumbers.MaxDimensions"/>.</param>
    /// <param name="scrambleSeed">Seeds the scrambling; null for the plain sequence.</param>
    public SobolSequence(int dimensions, uint? scrambleSeed)
    {
        _directions = DirectionNumbers.Of(dimensions, Bits);
        _shifts = new uint[dimensions];
        if (scrambleSeed is { } seed)
            Scramble(new Pcg64(seed));
    }

    public double[] Point(long index)
    {
        if (index >= 1L << Bits)
            throw new TuningException($"A Sobol sequence has 2^{Bits} points; all of them were drawn.");
        uint gray = (uint)(index ^ (index >> 1));
        double[] point = new double[_directions.Length];
        for (int d = 0; d < point.Length; d++)
        {
            uint digits = _shifts[d];
            for (uint left = gray; left != 0; left &= left - 1)
                digits ^= _directions[d][BitOperations.TrailingZeroCount(left)];
            point[d] = digits * (1.0 / (1 << Bits));
        }

        return point;
    }

    // All shifts are drawn before the matrices, of which the upper halves are drawn too and not used.
    private void Scramble(Pcg64 random)
    {
        for (int d = 0; d < _shifts.Length; d++)
        {
            for (int bit = 0; bit < Bits; bit++)
                _shifts[d] |= (uint)random.NextBit() << bit;
        }

        uint[] rows = new uint[Bits];
        foreach (uint[] numbers in _directions)
        {
            for (int row = 0; row < Bits; row++)
            {
                rows[row] = 0;
                for (int column = 0; column < Bits; column++)
                {
                    uint bit = (uint)random.NextBit();
                    rows[row] |= (column == row ? 1 : column < row ? bit : 0) << (Bits - 1 - column);
                }
            }

            for (int k = 0; k < Bits; k++)
                numbers[k] = Map(rows, numbers[k]);
        }
    }

    private static uint Map(uint[] rows, uint number)
    {
        uint mapped = 0;
        for (int row = 0; row < Bits; row++)
            mapped |= ((uint)BitOperations.PopCount(rows[row] & number) & 1) << (Bits - 1 - row);
        return mapped;
    }
}
