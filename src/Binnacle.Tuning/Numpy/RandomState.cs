using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Binnacle.Tuning.Numpy;

/// <summary>Numpy's legacy generator <c>RandomState</c>: MT19937 with the draws of numpy 1.x, bit for bit.</summary>
internal sealed class RandomState
{
    private const int Words = 624;
    private const int Shift = 397;

    private readonly uint[] _key = new uint[Words];
    private int _position;
    private double? _spareNormal;

    /// <param name="seed">As in <c>RandomState(seed)</c>; null for one from the system's entropy.</param>
    public RandomState(uint? seed)
    {
        IsSeeded = seed is not null;
        Seed(seed ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4)));
    }

    private RandomState(uint[] key, int position, double? spareNormal)
    {
        IsSeeded = true;
        key.CopyTo(_key, 0);
        _position = position;
        _spareNormal = spareNormal;
    }

    /// <summary>False when it began with the system's entropy, so that no other generator draws the same.</summary>
    public bool IsSeeded { get; }

    public void Seed(uint seed)
    {
        _key[0] = seed;
        for (uint i = 1; i < Words; i++)
            _key[i] = 1812433253 * (_key[i - 1] ^ (_key[i - 1] >> 30)) + i;
        _position = Words;
        _spareNormal = null;
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextWord()
    {
        if (_position == Words)
            Refill();
        uint y = _key[_position++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    /// <summary><c>random_sample()</c>: in [0, 1) with 53 bits.</summary>
    public double NextDouble()
    {
        uint high = NextWord() >> 5, low = NextWord() >> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /// <summary><c>random_sample(n)</c>.</summary>
    public double[] NextDoubles(int count)
    {
        double[] draws = new double[count];
        for (int i = 0; i < count; i++)
            draws[i] = NextDouble();
        return draws;
    }

    /// <summary><c>uniform(low, high)</c>.</summary>
    public double Uniform(double low, double high) => low + (high - low) * NextDouble();

    /// <summary><c>randint(low, high)</c>: <paramref name="high"/> excluded.</summary>
    public long Integer(long low, long high)
    {
        ulong range = (ulong)(high - 1) - (ulong)low;
        if (range == 0)
            return low;
        if (range == uint.MaxValue)
            return low + NextWord();
        ulong mask = ulong.MaxValue >> BitOperations.LeadingZeroCount(range);
        ulong draw;
        do
        {
            draw = (range < uint.MaxValue ? NextWord() : ((ulong)NextWord() << 32) | NextWord()) & mask;
        }
        while (draw > range);
        return (long)((ulong)low + draw);
    }

    /// <summary><c>choice(n)</c>.</summary>
    public int Choice(int count) => (int)Integer(0, count);

    /// <summary><c>choice(len(p), p=p, size=size)</c>.</summary>
    public int[] Choice(ReadOnlySpan<double> probabilities, int size)
    {
        double[] bounds = Cumulate(probabilities);
        int[] choices = new int[size];
        for (int i = 0; i < size; i++)
            choices[i] = UpperBound(bounds, NextDouble());
        return choices;
    }

    /// <summary><c>choice(len(p), p=p)</c>.</summary>
    public int Choice(ReadOnlySpan<double> probabilities) => UpperBound(Cumulate(probabilities), NextDouble());

    /// <summary><c>choice(len(p), p=p, size=size, replace=False)</c>.</summary>
    public int[] ChoiceWithoutReplacement(ReadOnlySpan<double> probabilities, int size)
    {
        double[] left = probabilities.ToArray();
        List<int> found = new(size);
        while (found.Count < size)
        {
            double[] draws = NextDoubles(size - found.Count);
            foreach (int index in found)
                left[index] = 0;
            double[] bounds = Cumulate(left);
            foreach (double draw in draws)
            {
                int index = UpperBound(bounds, draw);
                if (!found.Contains(index))
                    found.Add(index);
            }
        }

        return [.. found];
    }

    /// <summary><c>shuffle</c> of a list.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (int i = items.Count - 1; i > 0; i--)
        {
            int j = Interval(i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary><c>permutation(n)</c>.</summary>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Shuffle(order);
        return order;
    }

    /// <summary><c>normal()</c>: draws come in pairs, the second waits for the next call.</summary>
    public double Normal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }

        double x1, x2, square;
        do
        {
            x1 = 2.0 * NextDouble() - 1.0;
            x2 = 2.0 * NextDouble() - 1.0;
            square = x1 * x1 + x2 * x2;
        }
        while (square >= 1.0 || square == 0.0);
        double factor = Math.Sqrt(-2.0 * Math.Log(square) / square);
        _spareNormal = factor * x1;
        return factor * x2;
    }

    /// <summary>The whole state as one text, for <see cref="Restore"/>.</summary>
    public string Save()
    {
        byte[] bytes = new byte[Words * 4];
        for (int i = 0; i < Words; i++)
            BitConverter.TryWriteBytes(bytes.AsSpan(4 * i), _key[i]);
        string spare = _spareNormal is { } value ? PythonJson.Format(value) : "";
        return $"mt19937:{_position}:{spare}:{Convert.ToBase64String(bytes)}";
    }

    /// <summary>A generator that continues where <see cref="Save"/> was called.</summary>
    /// <exception cref="FormatException">The text is no saved state.</exception>
    public static RandomState Restore(string state)
    {
        string[] parts = state.Split(':');
        byte[] bytes = parts is ["mt19937", _, _, var key] ? Convert.FromBase64String(key) : [];
        if (bytes.Length != Words * 4 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int position) || position is < 0 or > Words)
            throw new FormatException("The text is no saved state of a random generator.");
        uint[] words = new uint[Words];
        for (int i = 0; i < Words; i++)
            words[i] = BitConverter.ToUInt32(bytes, 4 * i);
        return new RandomState(words, position, parts[2].Length == 0 ? null : (double)PythonJson.Parse(parts[2])!);
    }

    /// <summary>Continues where <paramref name="other"/> is now.</summary>
    public void CopyFrom(RandomState other)
    {
        other._key.CopyTo(_key, 0);
        _position = other._position;
        _spareNormal = other._spareNormal;
    }

    // random_interval: an integer in [0, max], masked rejection on 32-bit words.
    private int Interval(int max)
    {
        uint mask = uint.MaxValue >> BitOperations.LeadingZeroCount((uint)max);
        uint draw;
        do
        {
            draw = NextWord() & mask;
        }
        while (draw > (uint)max);
        return (int)draw;
    }

    private static double[] Cumulate(ReadOnlySpan<double> probabilities)
    {
        double[] bounds = new double[probabilities.Length];
        double sum = 0;
        for (int i = 0; i < bounds.Length; i++)
            bounds[i] = sum += probabilities[i];
        for (int i = 0; i < bounds.Length; i++)
            bounds[i] /= sum;
        return bounds;
    }

    // How many bounds are not above the draw.
    private static int UpperBound(double[] bounds, double draw)
    {
        int low = 0, high = bounds.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (bounds[middle] <= draw)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void Refill()
    {
        for (int i = 0; i < Words; i++)
        {
            uint y = (_key[i] & 0x80000000) | (_key[(i + 1) % Words] & 0x7fffffff);
            _key[i] = _key[(i + Shift) % Words] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }

        _position = 0;
    }
}
