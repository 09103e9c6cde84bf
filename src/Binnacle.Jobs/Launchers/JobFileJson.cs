using System.Text.Json;

namespace Binnacle.Jobs;

/// <summary>Numbers in the files between processes: JSON has no infinity and no NaN, objectives do.</summary>
internal static class JobFileJson
{
    public static void WriteNumber(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteStringValue(Configuration.PythonText.Of(value));
    }

    public static double ReadNumber(JsonElement element) => element.ValueKind != JsonValueKind.String
        ? element.GetDouble()
        : element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.NaN,
        };
}
