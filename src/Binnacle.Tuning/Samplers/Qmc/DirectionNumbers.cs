namespace Binnacle.Tuning.Qmc;

/// <summary>The direction numbers of Joe and Kuo's Sobol sequence (search criterion D(6), 2008).</summary>
internal static class DirectionNumbers
{
    /// <summary>How many dimensions are known.</summary>
    public const int MaxDimensions = 2048;

    /// <summary>For each dimension its direction numbers, the k-th shifted so that it begins at bit <c>bits - 1 - k</c>.</summary>
    public static uint[][] Of(int dimensions, int bits)
    {
        uint[][] directions = new uint[dimensions][];
        using Stream data = typeof(DirectionNumbers).Assembly.GetManifestResourceStream("new-joe-kuo-6.bin")!;
        for (int d = 0; d < dimensions; d++)
        {
            uint[] numbers = directions[d] = new uint[bits];
            if (d == 0)
                Array.Fill(numbers, 1u);
            else
                Fill(numbers, data);
            for (int k = 0; k < bits; k++)
                numbers[k] <<= bits - 1 - k;
        }

        return directions;
    }

    private static void Fill(uint[] numbers, Stream data)
    {
        uint polynomial = ReadNumber(data);
        int degree = 31 - int.LeadingZeroCount((int)polynomial);
        for (int k = 0; k < degree; k++)
        {
            uint initial = ReadNumber(data);
            if (k < numbers.Length)
                numbers[k] = initial;
        }

        for (int k = degree; k < numbers.Length; k++)
        {
            numbers[k] = numbers[k - degree];
            for (int i = 1; i <= degree; i++)
            {
                if ((polynomial >> (degree - i) & 1) != 0)
                    numbers[k] ^= numbers[k - i] << i;
            }
        }
    }

    private static uint ReadNumber(Stream data)
    {
        uint number = 0;
        for (int shift = 0; ; shift += 7)
        {
            int part = data.ReadByte();
            number |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }
    }
}
