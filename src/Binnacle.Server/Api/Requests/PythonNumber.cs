using System.Globalization;

namespace Binnacle.Server.Api.Requests;

/// <summary>Numbers written as text, as Python reads them.</summary>
internal static class PythonNumber
{
    /// <summary>A text as <c>float(…)</c> reads it; null when it is none. <c>nan</c> in lower case is none in a request.</summary>
    public static double? Parse(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0 || text == "nan")
            return null;
        string digits = trimmed.TrimStart('+', '-');
        double? named = digits.ToLowerInvariant() switch
        {
            "infinity" or "inf" => double.PositiveInfinity,
            "nan" => double.NaN,
            _ => null,
        };
        if (named is { } value)
            return digits.Length < trimmed.Length - 1 ? null : trimmed[0] == '-' ? -value : value;
        return double.TryParse(trimmed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;
    }
}
