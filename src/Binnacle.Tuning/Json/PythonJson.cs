using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Binnacle.Tuning;

/// <summary>JSON as Python's <c>json</c> module writes it: ASCII only, <c>", "</c> and <c>": "</c>, bare <c>NaN</c> and <c>Infinity</c>.</summary>
/// <remarks>
/// Values are plain data: null, <see cref="bool"/>, <see cref="long"/> (<see cref="BigInteger"/> beyond it), <see cref="double"/>,
/// <see cref="string"/>, <c>IReadOnlyList&lt;object?&gt;</c> and <c>IReadOnlyDictionary&lt;string, object?&gt;</c>.
/// </remarks>
public static class PythonJson
{
    /// <summary>The JSON text of <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException">The value is no plain data.</exception>
    public static string Write(object? value) => Write(value, ", ", ": ");

    /// <summary>As <see cref="Write(object?)"/>, without spaces: Python's <c>separators=(",", ":")</c>.</summary>
    internal static string WriteCompact(object? value) => Write(value, ",", ":");

    /// <summary>The value of a JSON text. Objects keep the order of their keys.</summary>
    /// <exception cref="FormatException">The text is no JSON; the message tells the column.</exception>
    public static object? Parse(string json) => new PythonJsonReader(json).ReadDocument();

    /// <summary>The number as Python's <c>repr</c> writes it: shortest, always with a point or an exponent.</summary>
    public static string Format(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        string round = value.ToString("R", CultureInfo.InvariantCulture);
        double magnitude = Math.Abs(value);
        if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16))
            return Scientific(round);
        return Positional(round);
    }

    private static string Write(object? value, string comma, string colon)
    {
        StringBuilder text = new();
        Write(text, value, comma, colon);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, string comma, string colon)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case double real:
                text.Append(Format(real));
                break;
            case float real:
                text.Append(Format(real));
                break;
            case byte or short or int or long or BigInteger:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
            case string characters:
                WriteString(text, characters);
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                WriteAll(text, '{', '}', comma, map, (builder, item) =>
                {
                    WriteString(builder, item.Key);
                    builder.Append(colon);
                    Write(builder, item.Value, comma, colon);
                });
                break;
            case IEnumerable list:
                WriteAll(text, '[', ']', comma, list.Cast<object?>(), (builder, item) => Write(builder, item, comma, colon));
                break;
            default:
                throw new ArgumentException($"{value.GetType().Name} has no JSON form; use null, truth values, numbers, texts, lists and dictionaries.");
        }
    }

    private static void WriteAll<T>(StringBuilder text, char open, char close, string comma, IEnumerable<T> items, Action<StringBuilder, T> write)
    {
        text.Append(open);
        bool first = true;
        foreach (T item in items)
        {
            if (!first)
                text.Append(comma);
            first = false;
            write(text, item);
        }

        text.Append(close);
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static string Positional(string round)
    {
        if (round.Contains('E', StringComparison.Ordinal))
            round = Expand(round);
        return round.Contains('.', StringComparison.Ordinal) ? round : round + ".0";
    }

    // "1E+15" or "1.5E-05" into digits with a point; needed only for magnitudes where .NET and Python switch at different exponents.
    private static string Expand(string scientific)
    {
        var (sign, digits, exponent) = Split(scientific);
        if (exponent < 0)
            return sign + "0." + new string('0', -exponent - 1) + digits;
        return exponent + 1 >= digits.Length
            ? sign + digits + new string('0', exponent + 1 - digits.Length)
            : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    private static string Scientific(string round)
    {
        var (sign, digits, exponent) = Split(round);
        string mantissa = digits.Length == 1 ? digits : digits[..1] + "." + digits[1..];
        string power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    // Significant digits without leading or trailing zeros, and the power of ten of the first.
    private static (string Sign, string Digits, int Exponent) Split(string round)
    {
        string sign = round.StartsWith('-') ? "-" : "";
        string rest = round[sign.Length..];
        int at = rest.IndexOf('E', StringComparison.Ordinal);
        int exponent = at < 0 ? 0 : int.Parse(rest.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = at < 0 ? rest : rest[..at];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int whole = point < 0 ? mantissa.Length : point;
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        int leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return (sign, digits, exponent + whole - 1 - leading);
    }
}
