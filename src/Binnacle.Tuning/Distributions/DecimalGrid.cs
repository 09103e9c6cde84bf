using System.Globalization;
using System.Numerics;

namespace Binnacle.Tuning;

/// <summary>Exact arithmetic on the shortest decimal text of floating-point numbers, for the grid of a stepped parameter.</summary>
internal static class DecimalGrid
{
    /// <summary>The last point <c>low + k * step</c> that is not above <paramref name="high"/>.</summary>
    public static double LastPoint(double low, double high, double step)
    {
        var (numbers, scale) = Align(low, high, step);
        BigInteger width = numbers[1] - numbers[0];
        return width % numbers[2] == 0 ? high : ToDouble(width / numbers[2] * numbers[2] + numbers[0], scale);
    }

    /// <summary>True when <paramref name="step"/> is larger than the distance of <paramref name="low"/> and <paramref name="high"/>.</summary>
    public static bool IsWiderThan(double step, double low, double high)
    {
        var (numbers, _) = Align(low, high, step);
        return numbers[1] - numbers[0] < numbers[2];
    }

    /// <summary>Every point from <paramref name="low"/> to <paramref name="high"/>, each rounded once.</summary>
    public static IEnumerable<double> Points(double low, double high, double step)
    {
        var (numbers, scale) = Align(low, high, step);
        for (BigInteger point = numbers[0]; point <= numbers[1]; point += numbers[2])
            yield return ToDouble(point, scale);
    }

    // Integers over one power of ten.
    private static (BigInteger[] Numbers, int Scale) Align(params ReadOnlySpan<double> values)
    {
        var parts = new (BigInteger Digits, int Exponent)[values.Length];
        int smallest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            parts[i] = Parse(values[i]);
            smallest = Math.Min(smallest, parts[i].Exponent);
        }

        return ([.. parts.Select(part => part.Digits * BigInteger.Pow(10, part.Exponent - smallest))], smallest);
    }

    private static (BigInteger Digits, int Exponent) Parse(double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int exponentAt = shortest.IndexOf('E', StringComparison.Ordinal);
        int exponent = exponentAt < 0 ? 0 : int.Parse(shortest.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = exponentAt < 0 ? shortest : shortest[..exponentAt];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
            exponent -= mantissa.Length - point - 1;
        return (BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), exponent);
    }

    private static double ToDouble(BigInteger digits, int scale) =>
        double.Parse($"{digits}E{scale}", NumberStyles.Float, CultureInfo.InvariantCulture);
}
