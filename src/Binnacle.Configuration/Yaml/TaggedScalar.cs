using System.Globalization;
using System.Numerics;

namespace Binnacle.Configuration;

/// <summary>Values whose type is written out: <c>!!int</c>, <c>!!float</c>, <c>!!bool</c>, <c>!!binary</c>.</summary>
/// <remarks>They are read more freely than plain text: PyYAML gives what is left of the number to Python's own <c>int()</c> and <c>float()</c>.</remarks>
internal static class TaggedScalar
{
    /// <returns>A long or a <see cref="BigInteger"/>; null when the text is no integer.</returns>
    public static object? Integer(string text)
    {
        (int sign, string digits) = Signed(text.Replace("_", "", StringComparison.Ordinal));
        BigInteger? value = digits switch
        {
            "0" => BigInteger.Zero,
            ['0', 'b', .. var bits] => Digits(bits, 2, 'b'),
            ['0', 'x', .. var hex] => Digits(hex, 16, 'x'),
            ['0', ..] => Digits(digits, 8, 'o'),
            _ when digits.Contains(':', StringComparison.Ordinal) => Sexagesimal(digits),
            _ => Digits(digits, 10, '\0'),
        };
        return value is { } number ? new ScalarNode(number * sign).Value : null;
    }

    /// <returns>Null when the text is no number.</returns>
    public static double? Float(string text)
    {
        (int sign, string digits) = Signed(text.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant());
        if (digits is ".inf" or ".nan")
            return digits == ".inf" ? sign * double.PositiveInfinity : double.NaN;
        double value = 0, scale = 1;
        foreach (string part in digits.Split(':').Reverse())
        {
            if (!PythonNumber.IsFloat(part))
                return null;
            value += OverrideCasts.ParseFloat(PythonNumber.Normalize(part)) * scale;
            scale *= 60;
        }

        return sign * value;
    }

    /// <returns>Null when the text is no bool.</returns>
    public static bool? Bool(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "true" or "on" => true,
        "no" or "false" or "off" => false,
        _ => null,
    };

    /// <summary>Bytes in base 64; other characters are passed over, and what follows the padding.</summary>
    /// <returns>Null when the text is not ASCII or ends within a byte.</returns>
    public static byte[]? Binary(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        List<byte> bytes = [];
        int count = 0, held = 0, padding = 0;
        foreach (char character in text)
        {
            if (!char.IsAscii(character))
                return null;
            if (character == '=')
            {
                padding++;
                if (count >= 2 && count + padding >= 4)
                    return [.. bytes];
                continue;
            }

            int value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
                continue;
            padding = 0;
            if (count > 0)
                bytes.Add((byte)((held << (2 * count)) | (value >> (6 - (2 * count)))));
            held = value & ((1 << (6 - (2 * count))) - 1);
            count = (count + 1) % 4;
        }

        return count == 0 ? [.. bytes] : null;
    }

    private static (int Sign, string Digits) Signed(string text) => text switch
    {
        ['-', .. var rest] => (-1, rest),
        ['+', .. var rest] => (1, rest),
        _ => (1, text),
    };

    private static BigInteger? Digits(string text, int radix, char prefix)
    {
        (int sign, string digits) = Signed(PythonNumber.Normalize(text));
        if (prefix != '\0' && digits.Length > 1 && digits[0] == '0' && char.ToLowerInvariant(digits[1]) == prefix)
            digits = digits[2..];
        BigInteger value = 0;
        foreach (char digit in digits)
        {
            int worth = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (worth >= radix)
                return null;
            value = (value * radix) + worth;
        }

        return digits.Length == 0 ? null : value * sign;
    }

    private static BigInteger? Sexagesimal(string text)
    {
        BigInteger value = 0;
        foreach (string part in text.Split(':'))
        {
            if (Digits(part, 10, '\0') is not { } number)
                return null;
            value = (value * 60) + number;
        }

        return value;
    }
}
