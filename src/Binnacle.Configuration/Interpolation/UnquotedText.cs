using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Binnacle.Configuration;

/// <summary>Unquoted values, as overrides and interpolation arguments share them.</summary>
internal static partial class UnquotedText
{
    /// <summary>Characters that may follow a backslash, which then disappears.</summary>
    public const string Escapable = "\\()[]{}:=, \t";

    /// <summary>True for a character that may stand in unquoted text (besides blanks, escapes and interpolations).</summary>
    public static bool IsAllowed(char character) =>
        char.IsAsciiLetterOrDigit(character) || "_-/\\+.$%*@?|:".Contains(character, StringComparison.Ordinal);

    /// <summary>The typed value of a text: null, bool, integer or float when all of it is one, else the text without escapes.</summary>
    public static object? Type(string text)
    {
        if (text.Length == 0)
            return "";
        if (char.IsAsciiLetter(text[0]) || text[0] is '+' or '-' or '.' || char.IsAsciiDigit(text[0]))
        {
            if (Word(text) is (true, var value))
                return value;
            if (!char.IsAsciiLetter(text[0]) && Number(text) is { } number)
                return number;
        }

        return Unescape(text);
    }

    /// <summary>Apart, so that the patterns are loaded only when they are needed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? Number(string text) => Integer().IsMatch(text) ? ParseInteger(text) : Float().IsMatch(text) ? ParseFloat(text) : null;

    /// <summary>The text with escapes replaced by what they stand for.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && Escapable.Contains(text[i + 1], StringComparison.Ordinal))
                i++;
            result.Append(text[i]);
        }

        return result.ToString();
    }

    private static (bool Known, object? Value) Word(string text) => text.ToLowerInvariant() switch
    {
        "null" => (true, null),
        "true" => (true, true),
        "false" => (true, false),
        "inf" or "+inf" => (true, double.PositiveInfinity),
        "-inf" => (true, double.NegativeInfinity),
        "nan" or "+nan" or "-nan" => (true, double.NaN),
        _ => (false, null),
    };

    private static object ParseInteger(string text)
    {
        var value = BigInteger.Parse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    private static double ParseFloat(string text) =>
        double.Parse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[+-]?(?:0|[1-9](?:_?[0-9])*)\z")]
    private static partial Regex Integer();

    // A point float has digits on one side at least; an exponent makes any decimal a float.
    [GeneratedRegex(@"^[+-]?(?:(?:(?:0|[1-9](?:_?[0-9])*)\.(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?|(?:0|[1-9](?:_?[0-9])*)[eE][+-]?[0-9](?:_?[0-9])*)\z")]
    private static partial Regex Float();
}
