using System.Net;
using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>What a server's refusals mean.</summary>
internal static class RestErrors
{
    private const int LongestQuote = 200;

    public static TrackingException Unreachable(Uri address, Exception error) => new(
        ErrorCodes.TemporarilyUnavailable,
        $"The tracking server at '{address}' cannot be reached: {(error is OperationCanceledException ? "it did not answer in time." : error.Message)}",
        error);

    /// <summary>The error that an answer carries, and whether it may pass by itself.</summary>
    public static async Task<(TrackingException Error, bool MayPass)> OfAsync(HttpResponseMessage answer, Uri address, CancellationToken cancellationToken)
    {
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        HttpStatusCode status = answer.StatusCode;
        bool busy = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        if (TryRead(text) is { } told)
            return (told, busy);
        string quote = text.Length > LongestQuote ? text[..LongestQuote] + "…" : text;
        TrackingException error = new(CodeOf(status), $"The server at '{address}' answered {(int)status} ({answer.ReasonPhrase}): {quote}");
        return (error, busy || status == HttpStatusCode.InternalServerError);
    }

    private static TrackingException? TryRead(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("error_code", out JsonElement code)
                ? new TrackingException(code.ToString(), root.TryGetProperty("message", out JsonElement message) ? message.ToString() : "")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ErrorCodes.Unauthenticated,
        HttpStatusCode.Forbidden => ErrorCodes.PermissionDenied,
        HttpStatusCode.NotFound => ErrorCodes.ResourceDoesNotExist,
        HttpStatusCode.BadRequest => ErrorCodes.InvalidParameterValue,
        HttpStatusCode.NotImplemented => ErrorCodes.NotImplemented,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ErrorCodes.TemporarilyUnavailable,
        _ => ErrorCodes.InternalError,
    };
}
