using System.Collections;
using System.Globalization;
using System.Text;
using Binnacle.Configuration;

namespace Binnacle.Jobs.Logging;

/// <summary>JSON with the spacing of Python's <c>json.dumps</c>.</summary>
internal static class JsonText
{
    public static void AppendValue(StringBuilder text, object? value, bool ensureAscii)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or decimal:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case double or float when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                text.Append(value is float single
                    ? PythonText.Of(double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
                    : PythonText.Of((double)value));
                break;
            case string word:
                AppendString(text, word, ensureAscii);
                break;
            case IEnumerable items:
                AppendList(text, items, ensureAscii);
                break;
            default:
                AppendString(text, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", ensureAscii);
                break;
        }
    }

    public static void AppendString(StringBuilder text, string value, bool ensureAscii)
    {
        text.Append('"');
        foreach (char character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => AppendEscape(text, character),
                > '~' when ensureAscii => AppendEscape(text, character),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }

    private static void AppendList(StringBuilder text, IEnumerable items, bool ensureAscii)
    {
        text.Append('[');
        string separator = "";
        foreach (object? item in items)
        {
            AppendValue(text.Append(separator), item, ensureAscii);
            separator = ", ";
        }

        text.Append(']');
    }

    private static StringBuilder AppendEscape(StringBuilder text, char character) =>
        text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
}
