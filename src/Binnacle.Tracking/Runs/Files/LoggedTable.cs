using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>A table among a run's files, as MLflow's UI compares them: <c>{"columns": […], "data": [[…], …]}</c>.</summary>
internal static class LoggedTable
{
    public const string TagName = "mlflow.loggedArtifacts";

    /// <summary>The table, after the rows that are there already. A column that only one of the two has is null in the other's rows.</summary>
    /// <exception cref="TrackingException">The columns are of unequal length, or the file is no table.</exception>
    public static string Append(string? file, IReadOnlyDictionary<string, IReadOnlyList<object?>> columns, string path)
    {
        int rows = columns.Values.Select(column => column.Count).DefaultIfEmpty().Max();
        if (columns.FirstOrDefault(column => column.Value.Count != rows) is { Key: { } odd })
            throw TrackingException.Invalid($"Table '{path}': column '{odd}' has {columns[odd].Count} rows, expected {rows} as in the longest.");
        (List<string> names, List<object?> data) = Read(file, path);
        names.AddRange(columns.Keys.Except(names).ToArray());
        foreach (List<object?> row in data.Cast<List<object?>>())
            row.AddRange(Enumerable.Repeat<object?>(null, names.Count - row.Count));
        for (int row = 0; row < rows; row++)
            data.Add(names.Select(name => columns.TryGetValue(name, out IReadOnlyList<object?>? column) ? column[row] : null).ToList());
        return MapText.Json(new Dictionary<string, object?> { ["columns"] = names, ["data"] = data }, indented: false);
    }

    /// <summary>The list of tables in <see cref="TagName"/> with one more.</summary>
    public static string AddToTag(string? tag, string path)
    {
        List<object?> entries = [];
        if (!string.IsNullOrEmpty(tag))
        {
            using JsonDocument json = JsonDocument.Parse(tag);
            entries.AddRange(json.RootElement.EnumerateArray().Select(entry => Entry(entry.Text("path"), entry.Text("type"))));
        }

        if (!entries.Cast<Dictionary<string, object?>>().Any(entry => (string?)entry["path"] == path))
            entries.Add(Entry(path, "table"));
        return MapText.JsonOf(entries, indented: false);
    }

    private static Dictionary<string, object?> Entry(string path, string type) => new() { ["path"] = path, ["type"] = type };

    private static (List<string> Names, List<object?> Data) Read(string? file, string path)
    {
        if (file is null)
            return ([], []);
        try
        {
            using JsonDocument json = JsonDocument.Parse(file);
            return ([.. json.RootElement.GetProperty("columns").EnumerateArray().Select(name => name.ToString())],
                [.. json.RootElement.GetProperty("data").EnumerateArray().Select(row => row.EnumerateArray().Select(Value).ToList())]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new TrackingException(ErrorCodes.InvalidState, $"'{path}' is among the run's files and is no table: {error.Message}", error);
        }
    }

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out long number) && !json.GetRawText().Contains('.', StringComparison.Ordinal) ? (object)number : json.GetDouble(),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        _ => json.EnumerateObject().ToDictionary(field => field.Name, field => Value(field.Value)),
    };
}
