using System.Globalization;

namespace Binnacle.Configuration;

/// <summary>Values as Python prints them; paths, names and files of the reference contain such text.</summary>
public static class PythonText
{
    /// <summary>The shortest text that reads back as the same number: <c>1.0</c>, <c>1e-05</c>, <c>1e+16</c>, <c>inf</c>, <c>nan</c>.</summary>
    public static string Of(double number)
    {
        if (double.IsNaN(number))
            return "nan";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";

        string shortest = number.ToString("R", CultureInfo.InvariantCulture);
        string digits = shortest.TrimStart('-');
        int mark = digits.IndexOf('E', StringComparison.Ordinal);
        int exponent = 0;
        if (mark >= 0)
        {
            exponent = int.Parse(digits.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            digits = digits[..mark];
        }

        int point = digits.IndexOf('.', StringComparison.Ordinal);
        exponent += (point < 0 ? digits.Length : point) - 1;
        digits = digits.Replace(".", "", StringComparison.Ordinal);
        string significant = digits.TrimStart('0');
        exponent -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return (double.IsNegative(number) ? "-" : "") + (significant.Length == 0 ? "0.0" : Layout(significant, exponent));
    }

    /// <summary>Digits with the first one at ten to the <paramref name="exponent"/>, laid out as Python's repr does.</summary>
    private static string Layout(string digits, int exponent)
    {
        if (exponent is < -4 or >= 16)
        {
            string fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0') + ".0"
            : digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}
