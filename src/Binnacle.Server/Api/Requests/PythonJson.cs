using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Binnacle.Server.Api.Requests;

/// <summary>Values of requests as MLflow's messages show them.</summary>
internal static class PythonJson
{
    /// <summary>Compact JSON with sorted keys and everything outside ASCII escaped.</summary>
    public static string Show(JsonElement value) => Append(new StringBuilder(), value).ToString();

    /// <summary>JSON as Python writes it: a space after commas and colons, everything outside ASCII escaped, keys in their order.</summary>
    public static StringBuilder Dump(StringBuilder output, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => AppendText(output, value.GetString()!),
        JsonValueKind.Array => AppendItems(output, "[", value.EnumerateArray().ToList(), ", ", static (to, item) => Dump(to, item), "]"),
        JsonValueKind.Object => AppendItems(
            output, "{", value.EnumerateObject().ToList(), ", ", static (to, item) => Dump(AppendText(to, item.Name).Append(": "), item.Value), "}"),
        _ => output.Append(value.GetRawText()),
    };

    /// <summary>Python's name of a value's type.</summary>
    public static string TypeName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        JsonValueKind.Number => value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "int" : "float",
        _ => "NoneType",
    };

    public static string Quote(string text) => AppendText(new StringBuilder(), text).ToString();

    private static StringBuilder Append(StringBuilder output, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => AppendText(output, value.GetString()!),
        JsonValueKind.Array => AppendItems(output, "[", value.EnumerateArray().ToList(), ",", static (to, item) => Append(to, item), "]"),
        JsonValueKind.Object => AppendItems(
            output, "{", value.EnumerateObject().OrderBy(item => item.Name, StringComparer.Ordinal).ToList(), ",",
            static (to, item) => Append(AppendText(to, item.Name).Append(':'), item.Value), "}"),
        JsonValueKind.Undefined => output.Append("null"),
        _ => output.Append(value.GetRawText()),
    };

    private static StringBuilder AppendItems<T>(
        StringBuilder output, string open, List<T> items, string separator, Func<StringBuilder, T, StringBuilder> append, string close)
    {
        output.Append(open);
        for (int i = 0; i < items.Count; i++)
            append(i == 0 ? output : output.Append(separator), items[i]);
        return output.Append(close);
    }

    private static StringBuilder AppendText(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (char character in text)
        {
            output.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or > '~' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => character.ToString(),
            });
        }

        return output.Append('"');
    }
}
