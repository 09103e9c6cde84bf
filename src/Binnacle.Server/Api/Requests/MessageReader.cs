using System.Globalization;
using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api.Requests;

/// <summary>
/// Reads JSON into a message by the rules of protobuf's JSON mapping as MLflow's server applies them: fields are read in the
/// order of the text up to the first that cannot be read, what comes after stays unset, unknown fields are passed over.
/// </summary>
internal static class MessageReader
{
    /// <summary>Fills a message; false when a value could not be read.</summary>
    public static bool TryRead(JsonElement json, MessageType type, ApiMessage message)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return false;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            int place = type.IndexOf(property.Name);
            if (place >= 0 && !TryReadField(property.Value, type.Fields[place], message, place))
                return false;
        }

        return true;
    }

    private static bool TryReadField(JsonElement value, MessageField field, ApiMessage message, int place)
    {
        message[place] = null;
        if (value.ValueKind == JsonValueKind.Null)
            return true;
        if (field.Kind == FieldKind.Metric)
            return TryReadMetrics(value, message, place);
        if (field.IsList)
            return field.Message is null ? TryReadTexts(value, message, place) : TryReadMessages(value, field.Message, message, place);
        if (field.Message is not null)
        {
            ApiMessage nested = new(field.Message);
            message[place] = nested;
            return TryRead(value, field.Message, nested);
        }

        message[place] = Scalar(value, field, out bool failed);
        return !failed;
    }

    private static bool TryReadTexts(JsonElement value, ApiMessage message, int place)
    {
        List<string> texts = [];
        message[place] = texts;
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
                return false;
            texts.Add(item.GetString()!);
        }

        return true;
    }

    private static bool TryReadMessages(JsonElement value, MessageType type, ApiMessage message, int place)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        List<ApiMessage> items = new(value.GetArrayLength());
        message[place] = items;
        foreach (JsonElement item in value.EnumerateArray())
        {
            ApiMessage nested = new(type);
            items.Add(nested);
            if (!TryRead(item, type, nested))
                return false;
        }

        return true;
    }

    private static bool TryReadMetrics(JsonElement value, ApiMessage message, int place)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        List<Metric> metrics = new(value.GetArrayLength());
        message[place] = metrics;
        MetricReader reader = new();
        foreach (JsonElement item in value.EnumerateArray())
        {
            bool wasRead = reader.TryRead(item, out Metric metric);
            metrics.Add(metric);
            if (!wasRead)
                return false;
        }

        return true;
    }

    private static object? Scalar(JsonElement value, MessageField field, out bool failed)
    {
        object? result = field.Kind switch
        {
            FieldKind.Text => value.ValueKind == JsonValueKind.String ? value.GetString() : null,
            FieldKind.Integer => Integer(value),
            FieldKind.Number => Number(value),
            FieldKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null,
            _ => Choice(value, field),
        };
        // A name that no choice has is passed over; everything else that has no value is an error.
        failed = result is null && !(field.Kind == FieldKind.Choice && value.ValueKind == JsonValueKind.String);
        return result;
    }

    public static long? Integer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out long whole) => whole,
        JsonValueKind.Number when value.GetDouble() is var real && double.IsInteger(real) && Math.Abs(real) < 9.2e18 => (long)real,
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) => parsed,
        _ => null,
    };

    public static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble() is var real && double.IsFinite(real) ? real : null,
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => PythonNumber.Parse(value.GetString()!),
        _ => null,
    };

    private static int? Choice(JsonElement value, MessageField field)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            int place = field.Choices.ToList().IndexOf(value.GetString()!);
            if (place >= 0)
                return place + 1;
        }

        return Integer(value) is { } number and > 0 && number <= field.Choices.Count ? (int)number : null;
    }
}
