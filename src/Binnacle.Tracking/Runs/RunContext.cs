using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Tags that whoever starts a program gives to its runs: the variable <c>MLFLOW_RUN_CONTEXT</c>, an object in JSON.</summary>
internal static class RunContext
{
    public const string Variable = "MLFLOW_RUN_CONTEXT";

    /// <exception cref="TrackingException">The text is no object in JSON.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string? text)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        if (string.IsNullOrEmpty(text))
            return tags;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw TrackingException.Invalid($"{Variable}: expected an object in JSON such as {{\"team\": \"vision\"}}, found {document.RootElement.ValueKind}.");
            foreach (JsonProperty tag in document.RootElement.EnumerateObject())
                tags[tag.Name] = TextOf(tag.Value);
            return tags;
        }
        catch (JsonException error)
        {
            throw TrackingException.Invalid(
                $"{Variable}: expected an object in JSON such as {{\"team\": \"vision\"}}, found '{text}' (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}).");
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True or JsonValueKind.False => ParamText.Of(value.GetBoolean()),
        JsonValueKind.Null => ParamText.Of(null),
        _ => value.GetRawText(),
    };
}
