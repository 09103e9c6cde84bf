using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Binnacle.Tuning.Numpy;

/// <summary>The exponential function of many values that are not above zero, every lane in the bits of the C library.</summary>
/// <remarks>
/// The table-driven method of glibc since 2.28 (128 steps of a power of two, a polynomial of degree five, fused multiplication),
/// four values at a time. Where the processor lacks the instructions, <see cref="Math.Exp"/> serves; on Linux both agree in
/// every bit. Equal values give equal results wherever they stand: the acquisition's ties depend on it.
/// </remarks>
internal static class Exponential
{
    // Below, the result has no influence on a sum that holds exp(0), in no bit.
    private const double Negligible = -512;
    private const int Steps = 128;
    private const int StepBits = 7;
    private const double InverseLn2 = 1.4426950408889634 * Steps;
    private const double MinusLn2High = -0.005415212348111709;
    private const double MinusLn2Low = -1.2864023111638344e-14;

    // 1.5 * 2^52: added and taken away again, it rounds to an integer.
    private const double Rounder = 6755399441055744.0;

    private const double C2 = 0.49999999999996786;
    private const double C3 = 0.16666666666665886;
    private const double C4 = 0.0416666808410674;
    private const double C5 = 0.008333335853059549;

    private static readonly (double[] Tails, long[] Heads) Powers = PowersOfTwo();

    private static bool IsVector => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>Replaces each value by the exponential of what it is below <paramref name="largest"/>; by 0 where that is more than 512.</summary>
    public static unsafe void OfDifferences(Span<double> values, double largest)
    {
        if (!IsVector)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = values[i] - largest < Negligible ? 0 : Math.Exp(values[i] - largest);
            return;
        }

        int width = Vector256<double>.Count, whole = values.Length / width * width;
        Vector256<double> shift = Vector256.Create(largest);
        fixed (double* tails = Powers.Tails)
        fixed (long* heads = Powers.Heads)
        fixed (double* first = values)
        {
            for (int i = 0; i < whole; i += width)
                Of(Vector256.Load(first + i) - shift, tails, heads).Store(first + i);
            if (whole == values.Length)
                return;
            double* rest = stackalloc double[width];
            Vector256.Create(largest).Store(rest);
            values[whole..].CopyTo(new Span<double>(rest, width));
            Of(Vector256.Load(rest) - shift, tails, heads).Store(rest);
            new Span<double>(rest, values.Length - whole).CopyTo(values[whole..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<double> Of(Vector256<double> x, double* tails, long* heads)
    {
        Vector256<double> rounded = Fma.MultiplyAdd(Vector256.Create(InverseLn2), x, Vector256.Create(Rounder));
        Vector256<long> step = rounded.AsInt64();
        rounded -= Vector256.Create(Rounder);
        Vector256<double> r = Fma.MultiplyAdd(rounded, Vector256.Create(MinusLn2Low), Fma.MultiplyAdd(rounded, Vector256.Create(MinusLn2High), x));

        Vector256<long> index = step & Vector256.Create(Steps - 1L);
        Vector256<double> tail = Avx2.GatherVector256(tails, index, sizeof(double));
        Vector256<double> scale = (Avx2.GatherVector256(heads, index, sizeof(long)) + (step << (52 - StepBits))).AsDouble();

        Vector256<double> square = r * r;
        Vector256<double> low = Fma.MultiplyAdd(square, Fma.MultiplyAdd(r, Vector256.Create(C3), Vector256.Create(C2)), tail + r);
        Vector256<double> part = Fma.MultiplyAdd(square * square, Fma.MultiplyAdd(r, Vector256.Create(C5), Vector256.Create(C4)), low);
        Vector256<double> result = Fma.MultiplyAdd(scale, part, scale);
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(Negligible)), Vector256<double>.Zero, result);
    }

    /// <summary>2^(k/128) as a double and what is relatively left; of the double the bits, less k/128 of the exponent's unit.</summary>
    private static (double[] Tails, long[] Heads) PowersOfTwo()
    {
        const int Precision = 220;
        BigInteger one = BigInteger.One << Precision, root = one << 1, power = one;
        for (int i = 0; i < StepBits; i++)
            root = SquareRoot(root << Precision);

        var (tails, heads) = (new double[Steps], new long[Steps]);
        for (int k = 0; k < Steps; k++)
        {
            double head = Rounded(power, Precision);
            BigInteger exact = (BigInteger)Math.ScaleB(head, 52) << (Precision - 52);
            tails[k] = Rounded(((power - exact) << Precision) / exact, Precision);
            heads[k] = BitConverter.DoubleToInt64Bits(head) - ((long)k << (52 - StepBits));
            power = (power * root) >> Precision;
        }

        return (tails, heads);
    }

    private static BigInteger SquareRoot(BigInteger value)
    {
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        for (BigInteger next = root; ; root = next)
        {
            next = (root + value / root) >> 1;
            if (next >= root)
                return root;
        }
    }

    /// <summary>value / 2^precision, rounded to the nearest double.</summary>
    private static double Rounded(BigInteger value, int precision)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        int dropped = Math.Max(0, (int)magnitude.GetBitLength() - 53);
        BigInteger half = dropped == 0 ? BigInteger.Zero : BigInteger.One << (dropped - 1);
        double rounded = Math.ScaleB((double)((magnitude + half) >> dropped), dropped - precision);
        return value.Sign < 0 ? -rounded : rounded;
    }
}
