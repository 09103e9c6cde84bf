using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Decimal arithmetic with 28 significant digits, half to even, as Python's default decimal context does it.</summary>
/// <remarks>A double converts exactly, with all its digits; only sums are rounded. The reference counts float ranges so.</remarks>
internal readonly record struct ExactDecimal(BigInteger Digits, int Exponent)
{
    private const int Precision = 28;

    public static ExactDecimal From(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0)
            exponent++;
        else
            mantissa |= 1L << 52;
        exponent -= 1075;
        BigInteger digits = bits < 0 ? -mantissa : mantissa;
        return exponent >= 0
            ? new(digits << exponent, 0)
            : new(digits * BigInteger.Pow(5, -exponent), exponent);
    }

    public static ExactDecimal operator +(ExactDecimal left, ExactDecimal right)
    {
        int exponent = Math.Min(left.Exponent, right.Exponent);
        return new ExactDecimal(left.At(exponent) + right.At(exponent), exponent).Rounded();
    }

    public int OrderTo(ExactDecimal other)
    {
        int exponent = Math.Min(Exponent, other.Exponent);
        return At(exponent).CompareTo(other.At(exponent));
    }

    public double ToDouble() => double.Parse($"{Digits}E{Exponent}", NumberStyles.Float, CultureInfo.InvariantCulture);

    private BigInteger At(int exponent) => Digits * BigInteger.Pow(10, Exponent - exponent);

    private ExactDecimal Rounded()
    {
        int excess = BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture).Length - Precision;
        if (excess <= 0)
            return this;
        BigInteger unit = BigInteger.Pow(10, excess);
        BigInteger kept = BigInteger.DivRem(BigInteger.Abs(Digits), unit, out BigInteger rest);
        int half = (rest * 2).CompareTo(unit);
        if (half > 0 || (half == 0 && !kept.IsEven))
            kept++;
        return new(Digits.Sign < 0 ? -kept : kept, Exponent + excess);
    }
}
