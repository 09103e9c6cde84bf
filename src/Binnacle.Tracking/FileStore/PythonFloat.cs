using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>Doubles as Python writes them: <c>2.0</c>, <c>1e-05</c>, <c>nan</c>, <c>-inf</c>.</summary>
internal static class PythonFloat
{
    public static string Format(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";

        // Shortest digits and exponent, then laid out by Python's rule: plain from 1e-4 up to below 1e16.
        (string sign, string digits, int exponent) = Parts(value.ToString("R", CultureInfo.InvariantCulture));
        if (value == 0)
            return sign + "0.0";
        if (exponent is < -4 or >= 16)
            return $"{sign}{digits[..1]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";

        string padded = digits.PadRight(exponent + 2, '0');
        return $"{sign}{padded[..(exponent + 1)]}.{padded[(exponent + 1)..]}";
    }

    /// <summary>What Python's JSON calls a number that is not finite.</summary>
    public static string JsonName(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    /// <summary>A double in Python's or plain spelling.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        switch (text)
        {
            case "nan":
                value = double.NaN;
                return true;
            case "inf":
                value = double.PositiveInfinity;
                return true;
            case "-inf":
                value = double.NegativeInfinity;
                return true;
            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }
    }

    /// <summary>Sign, digits without zeros at either end, and the power of ten of the first digit.</summary>
    private static (string Sign, string Digits, int Exponent) Parts(string shortest)
    {
        string sign = shortest.StartsWith('-') ? "-" : "";
        int e = shortest.IndexOf('E');
        string mantissa = (e < 0 ? shortest : shortest[..e])[sign.Length..];
        int exponent = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        string all = mantissa.Replace(".", "", StringComparison.Ordinal);
        string digits = all.TrimStart('0');
        exponent += (point < 0 ? mantissa.Length : point) - 1 - (all.Length - digits.Length);
        return (sign, digits.TrimEnd('0'), exponent);
    }
}
