using System.Numerics;

namespace Binnacle.Tuning.Numpy;

/// <summary>Numpy's <c>default_rng(seed)</c>, as far as scrambled quasi-random sequences need it.</summary>
internal sealed class Pcg64
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);

    private readonly UInt128 _increment;
    private UInt128 _state;
    private uint? _spare;

    public Pcg64(uint seed)
    {
        ulong[] words = SeedWords(seed);
        _increment = (new UInt128(words[2], words[3]) << 1) | 1;
        Step();
        _state += new UInt128(words[0], words[1]);
        Step();
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextWord64()
    {
        Step();
        return BitOperations.RotateRight((ulong)(_state >> 64) ^ (ulong)_state, (int)(_state >> 122));
    }

    /// <summary><c>integers(0, 2)</c> of 32 bits.</summary>
    public int NextBit() => (int)(NextWord32() >> 31);

    /// <summary><c>shuffle</c>.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (int i = items.Count - 1; i > 0; i--)
        {
            int j = Interval(i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    // An integer in [0, max], masked rejection.
    private int Interval(int max)
    {
        uint mask = uint.MaxValue >> BitOperations.LeadingZeroCount((uint)max);
        uint draw;
        do
        {
            draw = NextWord32() & mask;
        }
        while (draw > (uint)max);
        return (int)draw;
    }

    private uint NextWord32()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        ulong word = NextWord64();
        _spare = (uint)(word >> 32);
        return (uint)word;
    }

    private void Step() => _state = _state * Multiplier + _increment;

    // Numpy's SeedSequence: a pool of four words, hashed and mixed.
    private static ulong[] SeedWords(uint seed)
    {
        uint constant = 0x43b0d7e5;
        Span<uint> pool = [Hash(seed, ref constant), Hash(0, ref constant), Hash(0, ref constant), Hash(0, ref constant)];
        for (int source = 0; source < 4; source++)
        {
            for (int target = 0; target < 4; target++)
            {
                if (source != target)
                    pool[target] = Mix(pool[target], Hash(pool[source], ref constant));
            }
        }

        uint output = 0x8b51f9dd;
        ulong[] words = new ulong[4];
        for (int i = 0; i < 8; i++)
        {
            uint value = pool[i % 4] ^ output;
            output *= 0x58f38ded;
            value *= output;
            value ^= value >> 16;
            words[i / 2] |= (ulong)value << (32 * (i % 2));
        }

        return words;
    }

    private static uint Hash(uint value, ref uint constant)
    {
        value ^= constant;
        constant *= 0x931e8875;
        value *= constant;
        return value ^ (value >> 16);
    }

    private static uint Mix(uint x, uint y)
    {
        uint mixed = 0xca01f9dd * x - 0x4973f715 * y;
        return mixed ^ (mixed >> 16);
    }
}
