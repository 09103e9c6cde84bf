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
internal static unsafe class Exponential
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

    private static readonly double[] Powers = PowersOfTwo();
    private static readonly byte* FirstPower = (byte*)Unsafe.AsPointer(ref Powers[0]);

    /// <summary>True where the processor evaluates four values at a time.</summary>
    public static bool IsVector => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>Replaces each value by the exponential of what it is below <paramref name="largest"/>; by 0 where that is more than 512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfDifferences(Span<double> values, double largest)
    {
        int i = 0, width = Vector256<double>.Count;
        if (IsVector)
        {
            Vector256<double> shift = Vector256.Create(largest);
            for (; i <= values.Length - width; i += width)
                Of(Vector256.Create(values[i..]) - shift).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
            values[i] = values[i] - largest < Negligible ? 0 : IsVector ? Of(Vector256.Create(values[i] - largest))[0] : Math.Exp(values[i] - largest);
    }

    /// <summary>The logarithm of the sum of the exponentials, added up as <see cref="PairwiseSum"/> does.</summary>
    /// <param name="logs">The logarithms of the terms; what they are afterwards is not said.</param>
    /// <param name="largest">The largest of them.</param>
    public static double LogSum(Span<double> logs, double largest)
    {
        if (double.IsNegativeInfinity(largest))
            largest = 0;
        if (IsVector)
            return Math.Log(Sum(logs, Vector256.Create(largest))) + largest;
        OfDifferences(logs, largest);
        return Math.Log(PairwiseSum.Of(logs)) + largest;
    }

    private static double Sum(Span<double> logs, Vector256<double> shift)
    {
        if (logs.Length <= PairwiseSum.BlockSize)
            return SumOfBlock(logs, shift);
        int half = PairwiseSum.Half(logs.Length);
        return Sum(logs[..half], shift) + Sum(logs[half..], shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfBlock(Span<double> logs, Vector256<double> shift)
    {
        long* lanes = stackalloc long[8];
        fixed (double* first = logs)
        {
            double sum = 0;
            int i = 0;
            if (logs.Length >= 8)
            {
                Vector256<double> low = Of(Vector256.Load(first) - shift, lanes), high = Of(Vector256.Load(first + 4) - shift, lanes + 4);
                for (i = 8; i + 8 <= logs.Length; i += 8)
                {
                    low += Of(Vector256.Load(first + i) - shift, lanes);
                    high += Of(Vector256.Load(first + i + 4) - shift, lanes + 4);
                }

                sum = ((low[0] + low[1]) + (low[2] + low[3])) + ((high[0] + high[1]) + (high[2] + high[3]));
            }

            for (; i < logs.Length; i++)
                sum += Of(Vector256.Create(first[i]) - shift, lanes)[0];
            return sum;
        }
    }

    /// <summary>The exponentials of four values not above 0, 0 for those below -512. Only where <see cref="IsVector"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> Of(Vector256<double> x)
    {
        long* offsets = stackalloc long[4];
        return Of(x, offsets);
    }

    // A method with memory of its own on the stack would not be inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Of(Vector256<double> x, long* offsets)
    {
        Vector256<double> rounded = Fma.MultiplyAdd(Vector256.Create(InverseLn2), x, Vector256.Create(Rounder));
        Vector256<long> step = rounded.AsInt64();
        rounded -= Vector256.Create(Rounder);
        Vector256<double> r = Fma.MultiplyAdd(rounded, Vector256.Create(MinusLn2Low), Fma.MultiplyAdd(rounded, Vector256.Create(MinusLn2High), x));

        // Four loads of pairs; gathering tails and heads takes twice as long.
        ((step & Vector256.Create(Steps - 1L)) << 4).Store(offsets);
        Vector256<double> even = Vector256.Create(Vector128.Load((double*)(FirstPower + offsets[0])), Vector128.Load((double*)(FirstPower + offsets[2])));
        Vector256<double> odd = Vector256.Create(Vector128.Load((double*)(FirstPower + offsets[1])), Vector128.Load((double*)(FirstPower + offsets[3])));
        Vector256<double> tail = Avx.UnpackLow(even, odd);
        Vector256<double> scale = (Avx.UnpackHigh(even, odd).AsInt64() + (step << (52 - StepBits))).AsDouble();

        Vector256<double> square = r * r;
        Vector256<double> low = Fma.MultiplyAdd(square, Fma.MultiplyAdd(r, Vector256.Create(C3), Vector256.Create(C2)), tail + r);
        Vector256<double> part = Fma.MultiplyAdd(square * square, Fma.MultiplyAdd(r, Vector256.Create(C5), Vector256.Create(C4)), low);
        Vector256<double> result = Fma.MultiplyAdd(scale, part, scale);
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(Negligible)), Vector256<double>.Zero, result);
    }

    /// <summary>In pairs: of 2^(k/128) what a double relatively leaves, and that double, less k/128 of the exponent's unit in its bits.</summary>
    private static double[] PowersOfTwo()
    {
        const int Precision = 220;
        BigInteger one = BigInteger.One << Precision, root = one << 1, power = one;
        for (int i = 0; i < StepBits; i++)
            root = SquareRoot(root << Precision);

        double[] pairs = GC.AllocateArray<double>(2 * Steps, pinned: true);
        for (int k = 0; k < Steps; k++)
        {
            double head = Rounded(power, Precision);
            BigInteger exact = (BigInteger)Math.ScaleB(head, 52) << (Precision - 52);
            pairs[2 * k] = Rounded(((power - exact) << Precision) / exact, Precision);
            pairs[2 * k + 1] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(head) - ((long)k << (52 - StepBits)));
            power = (power * root) >> Precision;
        }

        return pairs;
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
