using Microsoft.AspNetCore.Http;

namespace Binnacle.Server.Api;

/// <summary>What pages ask about the server itself, and what they ask of services that there are none of here.</summary>
internal static class ServerCalls
{
    public static void Map(ApiRoutes api)
    {
        api.Get("3.0/mlflow/server-info", ApiRoutes.NoFields, ServerInfoAsync);
        api.Get("3.0/mlflow/assistant/config", ApiRoutes.NoFields, AssistantAsync);
        api.Get("2.0/mlflow/gateway-proxy", ApiRoutes.NoFields, GatewayAsync);
        api.Get("3.0/mlflow/ui-telemetry", ApiRoutes.NoFields, NoTelemetryAsync);
        api.Post("3.0/mlflow/ui-telemetry", ApiRoutes.NoFields, call => call.DoneAsync());
    }

    /// <summary>A word, in the type that MLflow gives it.</summary>
    public static Task TextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(text);
    }

    private static async Task ServerInfoAsync(ApiCall call)
    {
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteString("store_type", call.Store.Uri.StartsWith("file:", StringComparison.Ordinal) ? "FileStore" : "SqlStore");
        answer.Json.WriteBoolean("workspaces_enabled", false);
    }

    private static async Task AssistantAsync(ApiCall call)
    {
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteStartObject("providers");
        answer.Json.WriteEndObject();
        answer.Json.WriteStartArray("projects");
        answer.Json.WriteEndArray();
    }

    private static async Task GatewayAsync(ApiCall call)
    {
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteStartArray("endpoints");
        answer.Json.WriteEndArray();
    }

    private static async Task NoTelemetryAsync(ApiCall call)
    {
        await using JsonAnswer answer = call.Answer();
        answer.Json.WriteBoolean("disable_ui_telemetry", true);
    }
}
