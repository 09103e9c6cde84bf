using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Binnacle.Conformance.Tracking;

/// <summary>One request of a transcript, with what earlier answers gave put in.</summary>
internal sealed class RestCase(JsonElement item, IReadOnlyDictionary<string, string> captured)
{
    public HttpRequestMessage ToRequest()
    {
        HttpRequestMessage request = new(new HttpMethod(item.GetProperty("method").GetString()!), Fill(item.GetProperty("path").GetString()!) + Query());
        byte[]? body = Body();
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(ContentType()) } };
        return request;
    }

    private string ContentType() =>
        item.TryGetProperty("headers", out JsonElement headers) && headers.TryGetProperty("Content-Type", out JsonElement type) ? type.GetString()! : "application/json";

    private byte[]? Body()
    {
        if (item.TryGetProperty("raw_body", out JsonElement raw))
            return Encoding.UTF8.GetBytes(Fill(GoldenText.Expand(raw)));
        return item.TryGetProperty("body", out JsonElement body) ? Encoding.UTF8.GetBytes(Expand(body)!.ToJsonString()) : null;
    }

    private string Query()
    {
        if (!item.TryGetProperty("query", out JsonElement query))
            return "";
        IEnumerable<string> pairs = query.EnumerateObject().SelectMany(pair => pair.Value.ValueKind == JsonValueKind.Array
            ? pair.Value.EnumerateArray().Select(value => Pair(pair.Name, value))
            : [Pair(pair.Name, pair.Value)]);
        return "?" + string.Join('&', pairs);
    }

    private string Pair(string name, JsonElement value) => $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(Fill(value.ToString()))}";

    /// <summary>A body with its repetitions and names written out.</summary>
    private JsonNode? Expand(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object when value.TryGetProperty("$repeat", out _) => JsonValue.Create(GoldenText.Expand(value)),
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, Expand(field.Value)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Expand)]),
        JsonValueKind.String => JsonValue.Create(Fill(value.GetString()!)),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    private string Fill(string text)
    {
        foreach ((string name, string value) in captured)
            text = text.Replace($"<<{name}>>", value, StringComparison.Ordinal);
        return text;
    }
}
