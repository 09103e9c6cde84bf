using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>A map of plain values as JSON or YAML.</summary>
internal static class MapText
{
    public static string Write(IReadOnlyDictionary<string, object?> map, string fileName) =>
        Path.GetExtension(fileName).ToUpperInvariant() is ".YAML" or ".YML" ? MetaYaml.Write(Sorted(map)) : Json(map, indented: true);

    public static MetaMap Sorted(IEnumerable<KeyValuePair<string, object?>> map)
    {
        MetaMap sorted = new();
        foreach ((string key, object? value) in map)
            sorted[key] = Plain(value);
        return sorted;
    }

    private static object? Plain(object? value) => value switch
    {
        null or string or bool or double or long => value,
        float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        int or short or byte or uint or ushort or sbyte => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        IEnumerable<KeyValuePair<string, object?>> map => Sorted(map),
        IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
        _ => throw new ArgumentException($"A value of type {value.GetType()} cannot be logged in a map: expected text, number, truth value, null, list or map."),
    };

    public static string Json(IReadOnlyDictionary<string, object?> map, bool indented) => JsonOf(map, indented);

    /// <summary>A map or list as JSON.</summary>
    public static string JsonOf(object value, bool indented)
    {
        using MemoryStream buffer = new();
        JsonWriterOptions options = new() { Indented = indented, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter writer = new(buffer, options))
            WriteJson(writer, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteJson(Utf8JsonWriter writer, object? value)
    {
        switch (value is IEnumerable<KeyValuePair<string, object?>> ? value : Plain(value))
        {
            case IEnumerable<KeyValuePair<string, object?>> map:
                writer.WriteStartObject();
                foreach ((string key, object? item) in map)
                {
                    writer.WritePropertyName(key);
                    WriteJson(writer, item);
                }

                writer.WriteEndObject();
                break;
            case List<object?> list:
                writer.WriteStartArray();
                foreach (object? item in list)
                    WriteJson(writer, item);
                writer.WriteEndArray();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteRawValue(PythonFloat.Format(number));
                break;
            case double number:
                // JSON has no name for these; Python's spelling is what its readers accept.
                writer.WriteRawValue(PythonFloat.JsonName(number), skipInputValidation: true);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
