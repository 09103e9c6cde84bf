using System.Buffers;
using System.Text.Json;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;

namespace Binnacle.Server.Api;

/// <summary>Reads what a call asks, from its body or its query string, as one JSON object.</summary>
internal static class RequestBody
{
    private const int Depth = 64;
    private static readonly JsonDocument Nothing = JsonDocument.Parse("{}");
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Depth };

    /// <summary>The body of a call; an absent or faulty one counts as empty.</summary>
    /// <exception cref="TrackingException">It is JSON but no object, or of another content type.</exception>
    public static async Task<RequestJson> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        RequestBytes bytes = await RequestBytes.ReadAsync(request, cancellationToken);
        request.HttpContext.Response.RegisterForDispose(bytes);
        CheckContentType(request, bytes.Length);
        JsonDocument document = Parse(bytes.Memory);
        if (document != Nothing)
            request.HttpContext.Response.RegisterForDispose(document);
        return new RequestJson(document, bytes.Length);
    }

    /// <summary>The query string as an object; a field that is a list takes every value, any other the first.</summary>
    public static RequestJson OfQuery(HttpRequest request, Requests.MessageType type)
    {
        if (request.Query.Count == 0)
            return new RequestJson(Nothing, 0);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            foreach (Requests.MessageField field in type.Fields)
                WriteQueryField(json, request.Query, field);
            json.WriteEndObject();
        }

        return new RequestJson(JsonDocument.Parse(buffer.WrittenMemory), 0);
    }

    private static void WriteQueryField(Utf8JsonWriter json, IQueryCollection query, Requests.MessageField field)
    {
        if (!query.TryGetValue(field.Name, out Microsoft.Extensions.Primitives.StringValues values) || values.Count == 0)
            return;
        if (field.IsList)
        {
            json.WriteStartArray(field.Name);
            foreach (string? value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }
        else if (field.Kind == Requests.FieldKind.Flag && bool.TryParse(values[0], out bool flag))
        {
            json.WriteBoolean(field.Name, flag);
        }
        else
        {
            json.WriteString(field.Name, values[0]);
        }
    }

    private static void CheckContentType(HttpRequest request, int length)
    {
        bool hasBody = HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) || length > 0;
        if (!hasBody)
            return;
        if (string.IsNullOrEmpty(request.ContentType))
            throw ApiErrors.Invalid("Bad Request. Content-Type header is missing.");
        if (!request.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
            throw ApiErrors.Invalid("Bad Request. Content-Type must be one of ['application/json'].");
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        JsonDocument? document = TryParse(text) ?? (Requests.PythonLiteral.Replace(text.Span) is { } replaced ? TryParse(replaced) : null);
        if (document is not null)
            Requests.WholeText.Check(document.RootElement, text.Span);
        if (document?.RootElement.ValueKind == JsonValueKind.String)
            document = TryParse(System.Text.Encoding.UTF8.GetBytes(document.RootElement.GetString()!)) ?? document;
        return document?.RootElement.ValueKind switch
        {
            null or JsonValueKind.Null => Nothing,
            JsonValueKind.Object => document,
            _ => throw ApiErrors.Invalid("The body of the request must be a JSON object."),
        };
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
