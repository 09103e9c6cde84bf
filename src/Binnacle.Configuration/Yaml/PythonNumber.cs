using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>What Python's <c>int()</c> and <c>float()</c> accept as text.</summary>
internal static partial class PythonNumber
{
    /// <summary>True when <c>int(text)</c> succeeds: blanks around, a sign, any Unicode digits, single underscores between them.</summary>
    public static bool IsInteger(string text) => !IsWord(text) && IsMatch(text, asInteger: true);

    /// <summary>True when <c>float(text)</c> succeeds.</summary>
    public static bool IsFloat(string text) => IsMatch(text, asInteger: false);

    /// <summary>Begins as a word does: most keys, which need not wait for the patterns to be loaded.</summary>
    private static bool IsWord(string text) => text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_');

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsMatch(string text, bool asInteger) => (asInteger ? IntegerText() : FloatText()).IsMatch(Normalize(text));

    /// <summary>The integer that <c>int(text)</c> gives; null when it fails. Beyond the range of int, the nearest end.</summary>
    public static int? Index(string text) =>
        IsInteger(text)
            ? (int)BigInteger.Clamp(
                BigInteger.Parse(Normalize(text).Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), int.MinValue, int.MaxValue)
            : null;

    /// <summary>The text without blanks around, its digits as ASCII.</summary>
    public static string Normalize(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (Rune rune in text.Trim().EnumerateRunes())
        {
            if (rune.Value > 127 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
                digits.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else
                digits.Append(rune.ToString());
        }

        return digits.ToString();
    }

    [GeneratedRegex(@"^[-+]?[0-9](?:_?[0-9])*\z")]
    private static partial Regex IntegerText();

    [GeneratedRegex(@"^[-+]?(?:(?:[0-9](?:_?[0-9])*\.?(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:e[-+]?[0-9](?:_?[0-9])*)?|inf|infinity|nan)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FloatText();
}
