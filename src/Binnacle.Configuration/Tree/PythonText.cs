using System.Globalization;
using System.Text;

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

    /// <summary>The value of a scalar or a key as Python's <c>str()</c> prints it: <c>None</c>, <c>True</c>, <c>1.0</c>, text as it is.</summary>
    public static string Of(object? value) => value as string ?? Representation(value);

    /// <summary>A node as Python's <c>str()</c> prints it: containers as <c>[1, 'x']</c>, their interpolations unresolved, text as it is.</summary>
    public static string Of(ConfigNode node) => node is ScalarNode { Value: string text } ? text : Representation(node);

    /// <summary>A node as Python's <c>repr()</c> prints it: text in quotes.</summary>
    public static string Representation(ConfigNode node) => node switch
    {
        MapNode map => "{" + string.Join(", ", map.Select(entry => $"{Representation(entry.Key.Value)}: {Representation(entry.Value)}")) + "}",
        ListNode list => "[" + string.Join(", ", list.Select(Representation)) + "]",
        ScalarNode scalar => Representation(scalar.Value),
        _ => throw new ArgumentException(node?.GetType().Name, nameof(node)),
    };

    private static string Representation(object? value) => value switch
    {
        null => "None",
        bool flag => flag ? "True" : "False",
        double number => Of(number),
        string text => Quoted(text),
        byte[] bytes => "b" + Quoted(string.Concat(bytes.Select(unit => (char)unit)), ascii: true),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Quoted(string text, bool ascii = false)
    {
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (Rune rune in text.EnumerateRunes())
            quoted.Append(Escaped(rune, quote, ascii));
        return quoted.Append(quote).ToString();
    }

    private static string Escaped(Rune rune, char quote, bool ascii) => rune.Value switch
    {
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        var character when character == quote => "\\" + quote,
        < ' ' or (>= 0x7F and <= 0xA0) or 0xAD => $"\\x{rune.Value:x2}",
        > 0x7F when ascii => $"\\x{rune.Value:x2}",
        _ when IsPrintable(rune) => rune.ToString(),
        <= 0xFFFF => $"\\u{rune.Value:x4}",
        _ => $"\\U{rune.Value:x8}",
    };

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);
}
