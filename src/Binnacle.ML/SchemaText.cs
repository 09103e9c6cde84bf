using System.Text;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Binnacle.ML;

/// <summary>ML.NET's columns in MLflow's JSON of signatures.</summary>
internal static class SchemaText
{
    public static string Of(DataViewSchema schema) => Write(schema.Where(column => !column.IsHidden));

    /// <summary>The columns that a model adds.</summary>
    public static string OfNew(DataViewSchema output, DataViewSchema input) =>
        Write(output.Where(column => !column.IsHidden && input.GetColumnOrNull(column.Name) is null));

    private static string Write(IEnumerable<DataViewSchema.Column> columns)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartArray();
            foreach (DataViewSchema.Column column in columns)
                WriteColumn(json, column);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteColumn(Utf8JsonWriter json, DataViewSchema.Column column)
    {
        json.WriteStartObject();
        if (column.Type is VectorDataViewType vector)
        {
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            json.WriteString("type", NameOf(vector.ItemType));
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type", NameOf(column.Type));
        }

        json.WriteString("name", column.Name);
        json.WriteBoolean("required", true);
        json.WriteEndObject();
    }

    private static string NameOf(DataViewType type) => type.RawType switch
    {
        var raw when raw == typeof(float) => "float",
        var raw when raw == typeof(double) => "double",
        var raw when raw == typeof(bool) => "boolean",
        var raw when raw == typeof(long) || raw == typeof(ulong) || raw == typeof(uint) => "long",
        var raw when raw == typeof(int) || raw == typeof(short) || raw == typeof(sbyte) || raw == typeof(ushort) || raw == typeof(byte) => "integer",
        var raw when raw == typeof(DateTime) || raw == typeof(DateTimeOffset) => "datetime",
        _ => "string",
    };
}
