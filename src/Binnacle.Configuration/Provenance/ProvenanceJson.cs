using System.Text.Json;

namespace Binnacle.Configuration;

/// <summary>Provenance as JSON, for other programs.</summary>
public static class ProvenanceJson
{
    /// <summary>All keys, those of maps left out.</summary>
    /// <returns>An object with the member <c>keys</c>: a list of objects as <see cref="Of"/> gives.</returns>
    public static string All(ConfigProvenance provenance)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        return JsonText.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (KeyHistory history in provenance.Keys.Where(history => history.Node is not MapNode { Count: > 0 }))
                Write(writer, provenance, history);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>One key.</summary>
    /// <returns>
    /// An object with <c>key</c>, <c>type</c>, <c>value</c> as written, <c>resolved</c> where an interpolation can be, and <c>history</c>:
    /// the steps in order, the last one stands, each with <c>kind</c>, <c>source</c>, <c>place</c>, and <c>value</c> or <c>deleted</c>.
    /// </returns>
    /// <exception cref="ConfigException">There is no such key.</exception>
    public static string Of(ConfigProvenance provenance, string key)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        KeyHistory history = provenance.Get(key);
        return JsonText.Of(writer => Write(writer, provenance, history));
    }

    private static void Write(Utf8JsonWriter writer, ConfigProvenance provenance, KeyHistory history)
    {
        writer.WriteStartObject();
        writer.WriteString("key", history.Key);
        if (history.Node is { } value)
        {
            writer.WriteString("type", TypeName.Of(value));
            writer.WritePropertyName("value");
            NodeJson.Write(writer, value);
        }

        if (history.Node is ScalarNode { IsInterpolation: true } && Resolved(provenance, history.Key) is { } resolved)
        {
            writer.WritePropertyName("resolved");
            NodeJson.Write(writer, resolved);
        }

        writer.WriteStartArray("history");
        foreach (ValueChange change in history.Changes)
            Write(writer, change);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ValueChange change)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(change.Step.Kind.ToString()));
        writer.WriteString("source", change.Step.Name);
        writer.WriteString("place", change.Place);
        JsonText.WritePlace(writer, change.Origin);
        if (change.Step.Reason is { } reason)
            writer.WriteString("reason", reason);
        if (change.Value is null)
        {
            writer.WriteBoolean("deleted", true);
        }
        else
        {
            writer.WritePropertyName("value");
            NodeJson.Write(writer, change.Value);
        }

        writer.WriteEndObject();
    }

    private static ConfigNode? Resolved(ConfigProvenance provenance, string key)
    {
        try
        {
            return provenance.Resolve(key);
        }
        catch (ConfigException)
        {
            return null;
        }
    }
}
