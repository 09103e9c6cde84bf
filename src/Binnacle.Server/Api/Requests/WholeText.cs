using System.Text.Json;
using Binnacle.Tracking;

namespace Binnacle.Server.Api.Requests;

/// <summary>Refuses texts with half a surrogate pair: JSON can escape one, but it is no character.</summary>
internal static class WholeText
{
    /// <exception cref="TrackingException">A text or a name holds one.</exception>
    public static void Check(JsonElement root, ReadOnlySpan<byte> json)
    {
        // Half pairs can only be written as escapes.
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
            return;
        try
        {
            Walk(root);
        }
        catch (InvalidOperationException)
        {
            throw ApiErrors.Invalid("The body of the request holds an escape that is half of a surrogate pair.");
        }
    }

    private static void Walk(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                    Walk(item);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    _ = property.Name;
                    Walk(property.Value);
                }

                break;
        }
    }
}
