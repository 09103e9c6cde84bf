using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Binnacle.Conformance.Tracking;

/// <summary>Tables and rows of a SQLite file as texts that can be compared: identifiers and times of the moment of writing apart.</summary>
internal static partial class DatabaseRows
{
    private static readonly HashSet<string> Moments = ["creation_time", "last_update_time", "last_updated_time", "deleted_time", "creation_timestamp_ms", "last_updated_timestamp_ms"];

    public static string[] Schema(SqliteConnection database) =>
        [.. Read(database, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").Select(row => (string)row[0].Value!).Order(StringComparer.Ordinal)];

    public static string[] Tables(SqliteConnection database) =>
        [.. Read(database, "SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => (string)row[0].Value!).Order(StringComparer.Ordinal)];

    public static string[] Of(SqliteConnection database, string table)
    {
        Dictionary<string, string> names = Names(database);
        return [.. Read(database, $"SELECT * FROM \"{table}\"").Select(row => string.Join(" | ", row.Select(field => Show(field, names)))).Order(StringComparer.Ordinal)];
    }

    private static string Show((string Column, object? Value) field, Dictionary<string, string> names) => field switch
    {
        { Value: null } => $"{field.Column}=NULL",
        _ when Moments.Contains(field.Column) => $"{field.Column}=<moment>",
        { Column: "dataset_uuid" or "input_uuid" or "source_id" or "destination_id" } => $"{field.Column}={Named(field.Value, names)}",
        { Value: string text } => $"{field.Column}={Identifier().Replace(text, match => names.GetValueOrDefault(match.Value, match.Value))}",
        _ => $"{field.Column}={Convert.ToString(field.Value, CultureInfo.InvariantCulture)}",
    };

    private static string Named(object value, Dictionary<string, string> names) =>
        names.GetValueOrDefault((string)value) ?? (Identifier().IsMatch((string)value) ? "<id>" : (string)value);

    /// <summary>Runs, data sets and models by what they are called, for their identifiers are drawn.</summary>
    private static Dictionary<string, string> Names(SqliteConnection database)
    {
        Dictionary<string, string> names = [];
        foreach (var row in Read(database, "SELECT run_uuid, experiment_id || '/' || name FROM runs UNION ALL SELECT dataset_uuid, 'data ' || name || digest FROM datasets"))
            names[(string)row[0].Value!] = $"<{row[1].Value}>";
        if (Tables(database).Contains("logged_models"))
        {
            foreach (var row in Read(database, "SELECT substr(model_id, 3), name FROM logged_models"))
                names[(string)row[0].Value!] = $"<model {row[1].Value}>";
        }

        return names;
    }

    private static IEnumerable<(string Column, object? Value)[]> Read(SqliteConnection database, string sql)
    {
        using SqliteCommand command = database.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return [.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.IsDBNull(i) ? null : reader.GetValue(i)))];
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Identifier();
}
