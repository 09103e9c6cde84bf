using System.Text.Json;

namespace Binnacle.Conformance.Tracking;

/// <summary>Transcripts of the REST API, all against one server with an empty database.</summary>
internal sealed class RestFile : GoldenFile
{
    public override string Name => "rest.jsonl";

    public override IEnumerable<CaseOutcome> Run(string path)
    {
        using GoldenServer server = new();
        Dictionary<string, Dictionary<string, string>> sessions = new(StringComparer.Ordinal);
        foreach (JsonElement item in JsonLines.Read(path))
        {
            string session = item.GetProperty("session").GetString()!;
            string id = $"{session} {item.GetProperty("step")}";
            if (!sessions.TryGetValue(session, out Dictionary<string, string>? captured))
                sessions[session] = captured = new(StringComparer.Ordinal);
            yield return RunCase(server, item, captured, id);
        }
    }

    private static CaseOutcome RunCase(GoldenServer server, JsonElement item, Dictionary<string, string> captured, string id)
    {
        try
        {
            using HttpRequestMessage request = new RestCase(item, captured).ToRequest();
            using HttpResponseMessage answer = server.Client.Send(request);
            string text = answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
            Capture(item, text, captured);
            string? difference = Compare(item.GetProperty("expect"), answer, text, captured);
            if (difference is null || (item.TryGetProperty("mlflow_2_17", out JsonElement old) && Compare(old, answer, text, captured) is null))
                return CaseOutcome.Pass(id);
            if (RestDeviations.RuleFor(item, (int)answer.StatusCode, text) is not { } rule)
                return CaseOutcome.Fail(id, difference);
            RestDeviations.MakeUpFor(server, item, rule);
            return CaseOutcome.Deviates(id, rule);
        }
        catch (Exception error) when (error is JsonException or HttpRequestException or InvalidOperationException)
        {
            return CaseOutcome.Fail(id, error.ToString());
        }
    }

    private static void Capture(JsonElement item, string text, Dictionary<string, string> captured)
    {
        if (!item.TryGetProperty("capture", out JsonElement names))
            return;
        using JsonDocument json = JsonDocument.Parse(text);
        foreach (JsonProperty name in names.EnumerateObject())
        {
            JsonElement value = json.RootElement;
            if (name.Value.GetString()!.Split('.').All(step => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(step, out value)))
                captured[name.Name] = value.ToString();
        }
    }

    private static string? Compare(JsonElement expect, HttpResponseMessage answer, string text, Dictionary<string, string> captured)
    {
        int status = expect.GetProperty("status").GetInt32();
        if ((int)answer.StatusCode != status)
            return $"expected status {status}, found {(int)answer.StatusCode}: {text}";
        if (expect.TryGetProperty("content_type", out JsonElement type) && type.GetString() is { Length: > 0 } media && answer.Content.Headers.ContentType?.MediaType != media)
            return $"expected content type {media}, found {answer.Content.Headers.ContentType}";
        if (expect.TryGetProperty("headers", out JsonElement headers) && CompareHeaders(headers, answer) is { } header)
            return header;
        if (expect.TryGetProperty("text", out JsonElement body))
            return body.GetString() == text ? null : $"expected the text '{body}', found '{text}'";
        return expect.TryGetProperty("json", out JsonElement json) ? CompareJson(expect, json, text, captured) : null;
    }

    private static string? CompareJson(JsonElement expect, JsonElement json, string text, Dictionary<string, string> captured)
    {
        using JsonDocument found = JsonDocument.Parse(text);
        JsonElement root = found.RootElement;
        JsonMatch match = new(captured);
        bool apart = expect.TryGetProperty("message_prefix", out JsonElement prefix) || expect.TryGetProperty("message_not_compared", out _);
        if (!apart)
            return match.Compare(json, root);
        if (match.Compare(json.GetProperty("error_code"), root.GetProperty("error_code"), "$.error_code") is { } difference)
            return difference;
        string message = root.GetProperty("message").GetString()!;
        return prefix.ValueKind == JsonValueKind.String && !message.StartsWith(prefix.GetString()!, StringComparison.Ordinal)
            ? $"expected a message that begins with '{prefix}', found '{message}'" : null;
    }

    private static string? CompareHeaders(JsonElement headers, HttpResponseMessage answer)
    {
        foreach (JsonProperty header in headers.EnumerateObject())
        {
            bool given = answer.Headers.TryGetValues(header.Name, out IEnumerable<string>? values) || answer.Content.Headers.TryGetValues(header.Name, out values);
            string found = given ? string.Join(", ", values!) : "";
            if (found != header.Value.GetString())
                return $"expected the header {header.Name}: {header.Value}, found '{found}'";
        }

        return null;
    }
}
