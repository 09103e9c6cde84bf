using System.Text.Json;

namespace Binnacle.Server.Ui.Runs;

/// <summary>Reads the columns out of the schema that MLflow writes for a data set: <c>{"mlflow_colspec": [{"name": …, "type": …}]}</c>.</summary>
internal static class SchemaColumns
{
    /// <summary>Names and types in order; null where the text is no such schema.</summary>
    public static IReadOnlyList<(string Name, string Type)>? Parse(string schema)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(schema);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("mlflow_colspec", out JsonElement columns) && columns.ValueKind == JsonValueKind.Array
                ? [.. columns.EnumerateArray().Select(Of)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (string Name, string Type) Of(JsonElement column, int place) =>
        (Text(column, "name") ?? place.ToString(System.Globalization.CultureInfo.InvariantCulture), Text(column, "type") ?? column.GetRawText());

    // Columns without a name are counted; a type may be an object of its own.
    private static string? Text(JsonElement column, string name) =>
        column.ValueKind == JsonValueKind.Object && column.TryGetProperty(name, out JsonElement value) ? value.ToString() : null;
}
