using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Binnacle.Tuning.Numpy;

/// <summary>The logarithms of the normal distribution's masses of four intervals around 0 at a time, in the bits of <see cref="Libm"/>.</summary>
/// <remarks>As Optuna evaluates them for large arrays: with <see cref="Libm.ErfByHorner"/>, then <see cref="Libm.Log1p"/>.</remarks>
internal static class CentralMass
{
    // From here on to the left, log1p takes the exponent apart.
    private static readonly double Reduced = -BitConverter.Int64BitsToDouble(0x3fd2bec4L << 32);
    private static readonly double SquareRootOfTwo = Math.Sqrt(2);

    /// <summary>How many intervals are evaluated at a time.</summary>
    public static int Width => Vector256<double>.Count;

    /// <summary>True where <see cref="TryLog"/> may be called.</summary>
    public static bool IsSupported => Exponential.IsVector;

    /// <summary>Sets the logarithms of the first masses; false when not all of the intervals lie around 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryLog(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs, Span<double> masses)
    {
        Vector256<double> a = Vector256.Create(lows), b = Vector256.Create(highs);
        if (!Vector256.LessThanOrEqualAll(a, Vector256<double>.Zero) || !Vector256.GreaterThanAll(b, Vector256<double>.Zero))
            return false;
        Vector256<double> outside = -Cdf(a) - Cdf(-b);
        Log1p(outside).CopyTo(masses);
        if (Vector256.GreaterThanAll(outside, Vector256.Create(Reduced)))
            return true;
        for (int i = 0; i < Width; i++)
        {
            if (!(outside[i] > Reduced))
                masses[i] = Libm.Log1p(outside[i]);
        }

        return true;
    }

    private static Vector256<double> Cdf(Vector256<double> a)
    {
        Vector256<double> half = Vector256.Create(0.5);
        return half + half * Erf(a / Vector256.Create(SquareRootOfTwo));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<double> Erf(Vector256<double> x)
    {
        Vector256<double> magnitude = Vector256.Abs(x), square = x * x, one = Vector256.Create(1.0);
        Vector256<double> isLarge = Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(0.84375)), large = one;
        if (isLarge.ExtractMostSignificantBits() != 0)
        {
            Vector256<double> distance = magnitude - one;
            Vector256<double> atOne = Vector256.Create(Libm.ErfOfOne) + Horner(Libm.Pa, distance) / Horner(Libm.Qa, distance);
            Vector256<double> s = one / square;
            Vector256<double> ratio = Vector256.ConditionalSelect(
                Vector256.LessThan(magnitude, Vector256.Create(1 / 0.35)), Horner(Libm.Ra, s) / Horner(Libm.Sa, s), Horner(Libm.Rb, s) / Horner(Libm.Sb, s));
            Vector256<double> tail = Exponential.Of(-square - Vector256.Create(0.5625) + ratio) / magnitude;
            large = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(1.25)), atOne, one - tail);
            large = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(6.0)), one, large);
            large = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<double>.Zero), -large, large);
            if (isLarge.ExtractMostSignificantBits() == 0b1111)
                return large;
        }

        Vector256<double> small = x * (one + Horner(Libm.Pp, square) / Horner(Libm.Qq, square));
        small = Vector256.ConditionalSelect(
            Vector256.LessThan(magnitude, Vector256.Create(Libm.ErfIsLinear)), x * Vector256.Create(1 + Libm.ErfSlope), small);
        return Vector256.ConditionalSelect(isLarge, large, small);
    }

    // For arguments above Reduced.
    private static Vector256<double> Log1p(Vector256<double> f)
    {
        Vector256<double> half = Vector256.Create(0.5) * f * f;
        Vector256<double> s = f / (Vector256.Create(2.0) + f), z = s * s;
        Vector256<double> z2 = z * z, z4 = z2 * z2, z6 = z4 * z2;
        Vector256<double> r2 = Fma.MultiplyAdd(z, Vector256.Create(2.857142874366239149e-01), Vector256.Create(3.999999999940941908e-01));
        Vector256<double> r3 = Fma.MultiplyAdd(z, Vector256.Create(1.818357216161805012e-01), Vector256.Create(2.222219843214978396e-01));
        Vector256<double> r4 = Fma.MultiplyAdd(z, Vector256.Create(1.479819860511658591e-01), Vector256.Create(1.531383769920937332e-01));
        Vector256<double> r = Fma.MultiplyAdd(z6, r4, Fma.MultiplyAdd(z4, r3, Fma.MultiplyAdd(z, Vector256.Create(6.666666666666735130e-01), z2 * r2)));
        Vector256<double> log = f - (half - s * (half + r)), magnitude = Vector256.Abs(f);
        Vector256<double> tiny = Vector256.ConditionalSelect(
            Vector256.LessThan(magnitude, Vector256.Create(Libm.Log1pIsItself)), f, f - f * f * Vector256.Create(0.5));
        return Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(Libm.Log1pIsShort)), tiny, log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Horner(ReadOnlySpan<double> coefficients, Vector256<double> x)
    {
        ref double first = ref MemoryMarshal.GetReference(coefficients);
        int i = coefficients.Length - 1;
        Vector256<double> sum = Vector256.Create(Unsafe.Add(ref first, i));
        while (--i >= 0)
            sum = Vector256.Create(Unsafe.Add(ref first, i)) + sum * x;
        return sum;
    }
}
