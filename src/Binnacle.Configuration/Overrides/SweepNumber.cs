using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Numbers of ranges and intervals: <see cref="long"/>, <see cref="BigInteger"/>, <see cref="double"/>, and bool, which counts as 0 or 1.</summary>
internal static class SweepNumber
{
    public static double ToDouble(object number) => number is BigInteger whole ? (double)whole : Convert.ToDouble(number, CultureInfo.InvariantCulture);

    /// <summary>The number as a whole one; not for a double.</summary>
    public static BigInteger ToWhole(object number) => number is BigInteger whole ? whole : Convert.ToInt64(number, CultureInfo.InvariantCulture);

    /// <summary>A long where it fits.</summary>
    public static object Narrow(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;

    public static int Compare(object left, object right) =>
        left is double || right is double ? ToDouble(left).CompareTo(ToDouble(right)) : ToWhole(left).CompareTo(ToWhole(right));

    public static object Add(object left, object right) =>
        left is double || right is double ? ToDouble(left) + ToDouble(right) : Narrow(ToWhole(left) + ToWhole(right));

    public static object Negate(object number) => number is double real ? -real : Narrow(-ToWhole(number));

    public static object Magnitude(object number) => number is double real ? Math.Abs(real) : Narrow(BigInteger.Abs(ToWhole(number)));
}
