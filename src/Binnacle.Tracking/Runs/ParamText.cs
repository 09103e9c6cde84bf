using System.Collections;
using System.Globalization;

namespace Binnacle.Tracking;

/// <summary>Values of parameters as text, spelled as MLflow's Python client spells them.</summary>
internal static class ParamText
{
    public static string Of(object? value) => value switch
    {
        null => "None",
        string text => text,
        bool flag => flag ? "True" : "False",
        double number => PythonFloat.Format(number),
        // The shortest digits of the single-precision number, not those of its double.
        float number => PythonFloat.Format(double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
        Enum name => name.ToString(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Item(key)}: {Item(map[key])}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Item))}]",
        _ => value.ToString() ?? "",
    };

    /// <summary>A value inside a list or map: there, texts stand in quotes.</summary>
    private static string Item(object? value)
    {
        if (value is not string text)
            return Of(value);
        char quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal);
        return quote + (quote == '\'' ? escaped.Replace("'", "\\'", StringComparison.Ordinal) : escaped) + quote;
    }
}
