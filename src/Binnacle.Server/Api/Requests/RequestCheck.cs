using System.Globalization;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api.Requests;

/// <summary>Refuses requests that lack a field or hold a value of the wrong type, in MLflow's words.</summary>
internal static class RequestCheck
{
    private const string Advice = " See the API docs for more information about request parameters.";

    /// <exception cref="TrackingException">A check failed; the first one is told.</exception>
    public static void Run(JsonElement json, MessageType type, bool wasRead)
    {
        foreach (MessageField field in type.Fields)
        {
            if (!field.IsRequired && !field.IsChecked)
                continue;
            bool given = json.TryGetProperty(field.Name, out JsonElement value);
            if (!given && field.Name == "run_id")
                given = json.TryGetProperty("run_uuid", out value);
            if (field.IsRequired && IsAbsent(value))
                throw Missing(field.Name);
            if (given)
                CheckValue(value, field, wasRead);
        }
    }

    /// <summary>What is said of a field that is needed and was not given.</summary>
    public static TrackingException Missing(string name) =>
        new(ErrorCodes.InvalidParameterValue, $"Missing value for required parameter '{name}'.{Advice}");

    private static void CheckValue(JsonElement value, MessageField field, bool wasRead)
    {
        if (!wasRead && !HasType(value, field))
            throw WrongType(value, field.Name);
        if (field.AtMost is { } limit && PythonInteger(value) > limit)
            throw WrongType(value, field.Name);
        if (field.ItemsNeed.Count > 0 && value.ValueKind == JsonValueKind.Array)
            CheckItems(value, field);
    }

    private static void CheckItems(JsonElement list, MessageField field)
    {
        int index = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            foreach (string name in field.ItemsNeed)
            {
                if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out JsonElement value) || IsAbsent(value))
                    throw Missing(string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{index}].{name}"));
            }

            index++;
        }
    }

    private static bool HasType(JsonElement value, MessageField field)
    {
        if (field.IsList)
            return value.ValueKind == JsonValueKind.Array && (!field.AreItemsChecked || value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String));
        return field.Kind switch
        {
            FieldKind.Integer => PythonInteger(value) is not null,
            FieldKind.Number => value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                || (value.ValueKind == JsonValueKind.String && (PythonLiteral.IsMark(value) || PythonNumber.Parse(value.GetString()!) is not null)),
            FieldKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => value.ValueKind == JsonValueKind.String,
        };
    }

    /// <summary>What Python's <c>int(…)</c> makes of a value: reals are cut.</summary>
    private static double? PythonInteger(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.GetDouble() is var real && double.IsFinite(real) => Math.Truncate(real),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal whole) => (double)whole,
        _ => null,
    };

    private static bool IsAbsent(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || (value.ValueKind == JsonValueKind.String && value.ValueEquals(""));

    private static TrackingException WrongType(JsonElement value, string name) => new(
        ErrorCodes.InvalidParameterValue,
        $"Invalid value {PythonJson.Show(value)} for parameter '{name}' supplied:  Hint: Value was of type '{PythonJson.TypeName(value)}'.{Advice}");
}
