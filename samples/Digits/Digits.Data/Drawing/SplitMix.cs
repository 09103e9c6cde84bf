namespace Digits.Data.Drawing;

/// <summary>The SplitMix64 random generator: the same numbers on every system, and a stream of its own for every image.</summary>
internal sealed class SplitMix(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>A stream that depends on all the numbers, in this order.</summary>
    public static SplitMix Of(params ReadOnlySpan<ulong> numbers)
    {
        ulong state = 0;
        foreach (ulong number in numbers)
            state = Mix(state + Golden + number);
        return new(state);
    }

    public ulong Next() => Mix(_state += Golden);

    /// <summary>Below <paramref name="limit"/>, from 0.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>From <paramref name="low"/> up to, without, <paramref name="high"/>.</summary>
    public double Between(double low, double high) => low + (Next() >> 11) * (1.0 / (1UL << 53)) * (high - low);

    /// <summary>About normal, mean 0, deviation 1: a sum of twelve uniforms, for logarithms differ between systems.</summary>
    public double Normal()
    {
        double sum = -6;
        for (int term = 0; term < 12; term++)
            sum += Between(0, 1);
        return sum;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
