using System.Text.Json;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Http;

namespace Binnacle.Server.Api;

/// <summary>Errors as MLflow's clients expect them: a code, a message, and the status that belongs to the code.</summary>
internal static class ApiErrors
{
    public const string BadRequest = "BAD_REQUEST";
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string PermissionDenied = "PERMISSION_DENIED";
    public const string RequestLimitExceeded = "REQUEST_LIMIT_EXCEEDED";

    public static TrackingException Invalid(string message) => new(ErrorCodes.InvalidParameterValue, message);

    public static int StatusOf(string errorCode) => errorCode switch
    {
        ErrorCodes.InvalidParameterValue or ErrorCodes.ResourceAlreadyExists or BadRequest => StatusCodes.Status400BadRequest,
        Unauthenticated or "CUSTOMER_UNAUTHORIZED" => StatusCodes.Status401Unauthorized,
        PermissionDenied => StatusCodes.Status403Forbidden,
        ErrorCodes.ResourceDoesNotExist or "NOT_FOUND" or "ENDPOINT_NOT_FOUND" => StatusCodes.Status404NotFound,
        "ALREADY_EXISTS" or "RESOURCE_CONFLICT" or "ABORTED" => StatusCodes.Status409Conflict,
        RequestLimitExceeded or "RESOURCE_EXHAUSTED" => StatusCodes.Status429TooManyRequests,
        ErrorCodes.NotImplemented => StatusCodes.Status501NotImplemented,
        ErrorCodes.TemporarilyUnavailable => StatusCodes.Status503ServiceUnavailable,
        "DEADLINE_EXCEEDED" => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static Task WriteAsync(HttpContext context, TrackingException error) =>
        WriteAsync(context, StatusOf(error.ErrorCode), error.ErrorCode, error.Message);

    public static async Task WriteAsync(HttpContext context, int status, string errorCode, string message)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        Security.SecurityHeaders.Apply(context.Response);
        context.Response.StatusCode = status;
        context.Response.ContentType = JsonAnswer.ContentType;
        await using Utf8JsonWriter json = new(context.Response.BodyWriter, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteString("error_code", errorCode);
        json.WriteString("message", message);
        json.WriteEndObject();
        await json.FlushAsync();
        await context.Response.BodyWriter.FlushAsync();
    }
}
