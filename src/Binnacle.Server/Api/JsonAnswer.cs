using System.Text.Encodings.Web;
using System.Text.Json;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;

namespace Binnacle.Server.Api;

/// <summary>An answer in JSON that is sent while it is written, so that its length costs no memory.</summary>
internal sealed class JsonAnswer : IAsyncDisposable
{
    public const string ContentType = "application/json";

    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Each page sent wakes other threads, which costs more than the memory.
    private const int Page = 1 << 18;
    private readonly HttpResponse _response;
    private int _unsent;

    public JsonAnswer(HttpResponse response)
    {
        _response = response;
        response.ContentType = ContentType;
        Json = new Utf8JsonWriter(response.BodyWriter, Options);
        Json.WriteStartObject();
    }

    /// <summary>Writes inside the answer's outermost object.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>A list of entities; an empty one is left out, as MLflow does.</summary>
    public async Task WriteListAsync<T>(string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        Json.WriteStartArray(name);
        foreach (T item in items)
        {
            write(Json, item);
            await SendPageAsync();
        }

        Json.WriteEndArray();
    }

    /// <summary>The list <c>metrics</c> of the points of one metric; an empty one is left out.</summary>
    public async Task WritePointsAsync(string key, IReadOnlyList<Metric> points, CancellationToken cancellationToken)
    {
        if (points.Count == 0)
            return;
        Json.WriteStartArray("metrics");
        await Json.FlushAsync(cancellationToken);
        await new PointJson(key).WriteAsync(_response.BodyWriter, points, cancellationToken);
        Json.WriteEndArray();
    }

    public void WriteText(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            Json.WriteString(name, text);
    }

    public async ValueTask DisposeAsync()
    {
        Json.WriteEndObject();
        await Json.DisposeAsync();
        await _response.BodyWriter.FlushAsync();
    }

    private async ValueTask SendPageAsync()
    {
        if (Json.BytesPending < Page && Json.BytesCommitted - _unsent < Page)
            return;
        await Json.FlushAsync();
        await _response.BodyWriter.FlushAsync();
        _unsent = (int)Json.BytesCommitted;
    }
}
