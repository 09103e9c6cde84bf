// The algorithms and coefficients of Log1p, Expm1, Erf and Erfc are those of fdlibm:
//
// ====================================================
// Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//
// Developed at SunPro, a Sun Microsystems, Inc. business.
// Permission to use, copy, modify, and distribute this
// software is freely granted, provided that this notice
// is preserved.
// ====================================================

using System.Runtime.CompilerServices;

namespace Binnacle.Tuning.Numpy;

/// <summary>Functions of the C library that .NET lacks or computes less exactly, in the order of operations of glibc.</summary>
internal static class Libm
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700e+00;

    // erf(1) rounded to single precision, and 2/sqrt(pi) - 1.
    internal const double ErfOfOne = 8.45062911510467529297e-01;
    internal const double ErfSlope = 1.28379167095512586316e-01;

    // Below it erf is a line; log1p(x) is x - x*x/2 below 2^-29, and x below 2^-54.
    internal const double ErfIsLinear = 3.7252902984619140625e-09;
    internal const double Log1pIsShort = 1.862645149230957e-09;
    internal const double Log1pIsItself = 5.551115123125783e-17;

    // Where erf changes its approximation: 1/0.35.
    private const int HighWordOfMiddle = 0x4006DB6E;

    internal static ReadOnlySpan<double> Pp =>
    [
        1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03,
        -2.37630166566501626084e-05,
    ];

    internal static ReadOnlySpan<double> Qq =>
    [
        1.0, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04,
        -3.96022827877536812320e-06,
    ];

    internal static ReadOnlySpan<double> Pa =>
    [
        -2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01,
        -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03,
    ];

    internal static ReadOnlySpan<double> Qa =>
    [
        1.0, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01,
        1.36370839120290507362e-02, 1.19844998467991074170e-02,
    ];

    internal static ReadOnlySpan<double> Ra =>
    [
        -9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01,
        -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00,
    ];

    internal static ReadOnlySpan<double> Sa =>
    [
        1.0, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02,
        4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02,
    ];

    internal static ReadOnlySpan<double> Rb =>
    [
        -9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02,
        -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02,
    ];

    internal static ReadOnlySpan<double> Sb =>
    [
        1.0, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03,
        2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01,
    ];

    /// <summary>log(1 + x), exact for small x.</summary>
    /// <remarks>glibc compiles it with fused multiply-add for processors that have it; where these stand decides over the last bit.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log1p(double x)
    {
        int high = HighWord(x), magnitude = high & 0x7fffffff;
        if (high < 0x3FDA827A && magnitude >= 0x3ff00000)
            return x == -1.0 ? double.NegativeInfinity : double.NaN;
        if (high >= 0x7ff00000)
            return x + x;
        if (high < 0x3FDA827A && magnitude < 0x3e200000)
            return magnitude < 0x3c900000 ? x : x - x * x * 0.5;

        // 1 + x = 2^k * (1 + f); c corrects the rounding of 1 + x.
        int k = 0, mantissa = 1;
        double f = x, c = 0;
        if (!(high < 0x3FDA827A && (high > 0 || high <= unchecked((int)0xbfd2bec3))))
            (k, f, c, mantissa) = Reduce(x, high);

        double half = 0.5 * f * f;
        if (mantissa == 0)
            return OfTinyFraction(f, k, c, half);
        double s = f / (2.0 + f), z = s * s;
        double z2 = z * z, z4 = z2 * z2, z6 = z4 * z2;
        double r2 = Math.FusedMultiplyAdd(z, 2.857142874366239149e-01, 3.999999999940941908e-01);
        double r3 = Math.FusedMultiplyAdd(z, 1.818357216161805012e-01, 2.222219843214978396e-01);
        double r4 = Math.FusedMultiplyAdd(z, 1.479819860511658591e-01, 1.531383769920937332e-01);
        double r = Math.FusedMultiplyAdd(z6, r4, Math.FusedMultiplyAdd(z4, r3, Math.FusedMultiplyAdd(z, 6.666666666666735130e-01, z2 * r2)));
        double rest = s * (half + r);
        return k == 0 ? f - (half - rest) : Math.FusedMultiplyAdd(k, Ln2High, -((half - (rest + Math.FusedMultiplyAdd(k, Ln2Low, c))) - f));
    }

    /// <summary>exp(x) - 1, exact for small x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Expm1(double x)
    {
        int magnitude = HighWord(x) & 0x7fffffff;
        bool negative = HighWord(x) < 0;
        if (double.IsNaN(x))
            return x;
        if (magnitude >= 0x4043687A && negative)
            return -1.0;
        if (x > 7.09782712893383973096e+02)
            return double.PositiveInfinity;
        if (magnitude < 0x3c900000)
            return x;

        int k = 0;
        double c = 0;
        if (magnitude > 0x3fd62e42)
        {
            double high, low;
            if (magnitude < 0x3FF0A2B2)
            {
                k = negative ? -1 : 1;
                high = negative ? x + Ln2High : x - Ln2High;
                low = negative ? -Ln2Low : Ln2Low;
            }
            else
            {
                k = (int)Math.FusedMultiplyAdd(InverseLn2, x, negative ? -0.5 : 0.5);
                high = x - k * Ln2High;
                low = k * Ln2Low;
            }

            x = high - low;
            c = (high - x) - low;
        }

        return OfReduced(x, k, c);
    }

    /// <summary>The error function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Erf(double x)
    {
        int magnitude = HighWord(x) & 0x7fffffff;
        if (magnitude >= 0x7ff00000)
            return double.IsNaN(x) ? x : Math.Sign(x);
        if (magnitude < 0x3feb0000)
        {
            if (magnitude < 0x3e300000)
                return magnitude < 0x00800000 ? 0.0625 * (16.0 * x + (16.0 * ErfSlope) * x) : x + ErfSlope * x;
            return x + x * RatioAtZero(x);
        }

        double value = magnitude switch
        {
            < 0x3ff40000 => ErfOfOne + RatioAtOne(x),
            >= 0x40180000 => 1.0,
            _ => 1.0 - Tail(Math.Abs(x), magnitude) / Math.Abs(x),
        };
        return x < 0 ? -value : value;
    }

    /// <summary>1 - erf(x), exact in the right tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Erfc(double x)
    {
        int magnitude = HighWord(x) & 0x7fffffff;
        if (magnitude >= 0x7ff00000)
            return double.IsNaN(x) ? x : 1.0 - Math.Sign(x);
        if (magnitude < 0x3feb0000)
        {
            if (magnitude < 0x3c700000)
                return 1.0 - x;
            double ratio = RatioAtZero(x);
            return HighWord(x) < 0x3fd00000 ? 1.0 - (x + x * ratio) : 0.5 - (x * ratio + (x - 0.5));
        }

        if (magnitude < 0x3ff40000)
            return x >= 0 ? (1.0 - ErfOfOne) - RatioAtOne(x) : 1.0 + (ErfOfOne + RatioAtOne(x));
        if (magnitude >= 0x403c0000 || (x < 0 && magnitude >= 0x40180000))
            return x > 0 ? 0.0 : 2.0;
        double tail = Tail(Math.Abs(x), magnitude) / Math.Abs(x);
        return x > 0 ? tail : 2.0 - tail;
    }

    /// <summary>The error function with its polynomials evaluated by Horner's rule, as Optuna does for large arrays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double ErfByHorner(double x)
    {
        if (double.IsNaN(x))
            return x;
        double a = Math.Abs(x);
        if (a < ErfIsLinear)
            return (1 + ErfSlope) * x;
        if (a < 0.84375)
            return x * (1 + Horner(Pp, x * x) / Horner(Qq, x * x));
        if (a >= 6)
            return Math.Sign(x);
        double value;
        if (a < 1.25)
        {
            value = ErfOfOne + Horner(Pa, a - 1.0) / Horner(Qa, a - 1.0);
        }
        else
        {
            double square = a * a, s = 1.0 / square;
            double ratio = a < 1 / 0.35 ? Horner(Ra, s) / Horner(Sa, s) : Horner(Rb, s) / Horner(Sb, s);
            value = 1.0 - Math.Exp(-square - 0.5625 + ratio) / a;
        }

        return x < 0 ? -value : value;
    }

    private static (int K, double F, double C, int Mantissa) Reduce(double x, int high)
    {
        double u = high < 0x43400000 ? 1.0 + x : x;
        int word = HighWord(u);
        int k = (word >> 20) - 1023;
        double c = high >= 0x43400000 ? 0 : (k > 0 ? 1.0 - (u - x) : x - (u - 1.0)) / u;
        word &= 0x000fffff;
        if (word < 0x6a09e)
            return (k, WithHighWord(u, word | 0x3ff00000) - 1.0, c, word);
        return (k + 1, WithHighWord(u, word | 0x3fe00000) - 1.0, c, (0x00100000 - word) >> 2);
    }

    private static double OfTinyFraction(double f, int k, double c, double half)
    {
        if (f == 0)
            return k == 0 ? 0 : Math.FusedMultiplyAdd(k, Ln2High, Math.FusedMultiplyAdd(k, Ln2Low, c));
        double r = half * Math.FusedMultiplyAdd(-0.66666666666666666, f, 1.0);
        return k == 0 ? f - r : Math.FusedMultiplyAdd(k, Ln2High, -((r - Math.FusedMultiplyAdd(k, Ln2Low, c)) - f));
    }

    // glibc compiles this part with fused multiply-add.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double OfReduced(double x, int k, double c)
    {
        double half = 0.5 * x, hxs = x * half;
        double h2 = hxs * hxs, h4 = h2 * h2;
        double r1 = Math.FusedMultiplyAdd(hxs, -3.33333333333331316428e-02, 1.0);
        double r2 = Math.FusedMultiplyAdd(hxs, -7.93650757867487942473e-05, 1.58730158725481460165e-03);
        double r3 = Math.FusedMultiplyAdd(hxs, -2.01099218183624371326e-07, 4.00821782732936239552e-06);
        double r = Math.FusedMultiplyAdd(h4, r3, Math.FusedMultiplyAdd(h2, r2, r1));
        double t = Math.FusedMultiplyAdd(-r, half, 3.0);
        double e = hxs * ((r - t) / Math.FusedMultiplyAdd(-x, t, 6.0));
        if (k == 0)
            return x - Math.FusedMultiplyAdd(x, e, -hxs);
        e = Math.FusedMultiplyAdd(x, e - c, -c) - hxs;
        switch (k)
        {
            case -1:
                return 0.5 * (x - e) - 0.5;
            case 1:
                return x < -0.25 ? -2.0 * (e - (x + 0.5)) : 1.0 + 2.0 * (x - e);
            case <= -2 or > 56:
                return AddToExponent(1.0 - (e - x), k) - 1.0;
            case < 20:
                return AddToExponent(WithHighWord(1.0, 0x3ff00000 - (0x200000 >> k)) - (e - x), k);
            default:
                return AddToExponent((x - (e + WithHighWord(1.0, (0x3ff - k) << 20))) + 1.0, k);
        }
    }

    // erf(x)/x - 1 near zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double RatioAtZero(double x)
    {
        double z = x * x, z2 = z * z, z4 = z2 * z2;
        double r = (Pp[0] + z * Pp[1]) + z2 * (Pp[2] + z * Pp[3]) + z4 * Pp[4];
        double s = (1.0 + z * Qq[1]) + z2 * (Qq[2] + z * Qq[3]) + z4 * (Qq[4] + z * Qq[5]);
        return r / s;
    }

    // erf(|x|) - erf(1) near one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double RatioAtOne(double x)
    {
        double s = Math.Abs(x) - 1.0, s2 = s * s, s4 = s2 * s2, s6 = s4 * s2;
        double p = (Pa[0] + s * Pa[1]) + s2 * (Pa[2] + s * Pa[3]) + s4 * (Pa[4] + s * Pa[5]) + s6 * Pa[6];
        double q = (1.0 + s * Qa[1]) + s2 * (Qa[2] + s * Qa[3]) + s4 * (Qa[4] + s * Qa[5]) + s6 * Qa[6];
        return p / q;
    }

    // x * erfc(x) for x from 1.25 on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Tail(double x, int magnitude)
    {
        double s = 1.0 / (x * x), s2 = s * s, s4 = s2 * s2, s6 = s4 * s2;
        double r, q;
        if (magnitude < HighWordOfMiddle)
        {
            double s8 = s4 * s4;
            r = (Ra[0] + s * Ra[1]) + s2 * (Ra[2] + s * Ra[3]) + s4 * (Ra[4] + s * Ra[5]) + s6 * (Ra[6] + s * Ra[7]);
            q = (1.0 + s * Sa[1]) + s2 * (Sa[2] + s * Sa[3]) + s4 * (Sa[4] + s * Sa[5]) + s6 * (Sa[6] + s * Sa[7]) + s8 * Sa[8];
        }
        else
        {
            r = (Rb[0] + s * Rb[1]) + s2 * (Rb[2] + s * Rb[3]) + s4 * (Rb[4] + s * Rb[5]) + s6 * Rb[6];
            q = (1.0 + s * Sb[1]) + s2 * (Sb[2] + s * Sb[3]) + s4 * (Sb[4] + s * Sb[5]) + s6 * (Sb[6] + s * Sb[7]);
        }

        // exp(-x*x) in two factors, so that the square is exact.
        double z = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(x) & 0xffffffff00000000);
        return Math.Exp(-z * z - 0.5625) * Math.Exp((z - x) * (z + x) + r / q);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Horner(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
            sum = coefficients[i] + sum * x;
        return sum;
    }

    private static int HighWord(double x) => (int)(BitConverter.DoubleToInt64Bits(x) >> 32);

    private static double WithHighWord(double x, int high) =>
        BitConverter.Int64BitsToDouble(((long)high << 32) | (BitConverter.DoubleToInt64Bits(x) & 0xffffffff));

    private static double AddToExponent(double x, int k) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) + ((long)k << 52));
}
