using System.Text.Json;
using Binnacle.Server.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Binnacle.Server.Api;

/// <summary>Describes the API's calls in OpenAPI 3.1, from the same tables that they are read by.</summary>
internal static class OpenApi
{
    public static void Map(IEndpointRouteBuilder app, ApiRoutes api) => app.MapGet("/openapi.json", context => AnswerAsync(context, api));

    private static async Task AnswerAsync(HttpContext context, ApiRoutes api)
    {
        await using JsonAnswer answer = new(context.Response);
        Utf8JsonWriter json = answer.Json;
        json.WriteString("openapi", "3.1.0");
        json.WriteStartObject("info");
        json.WriteString("title", "Binnacle: MLflow's tracking and model registry API");
        json.WriteString("version", BinnacleServer.Version);
        json.WriteEndObject();
        json.WriteStartObject("paths");
        foreach (IGrouping<string, ApiRoute> path in api.Routes.GroupBy(route => route.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject("/api/" + path.Key.Replace("{**", "{", StringComparison.Ordinal));
            foreach (ApiRoute route in path)
                WriteCall(json, route);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, ApiRoute route)
    {
        json.WriteStartObject(route.Method.ToLowerInvariant());
        json.WriteStartArray("parameters");
        foreach (string name in route.PathParameters)
            WriteParameter(json, name, "path", MessageField.Text(name).Required());
        if (route.Method == "GET")
        {
            foreach (MessageField field in route.Request.Fields)
                WriteParameter(json, field.Name, "query", field);
        }

        json.WriteEndArray();
        if (route.Method != "GET" && route.Request.Fields.Count > 0)
            WriteBody(json, route.Request);
        json.WriteStartObject("responses");
        WriteAnswer(json, "200", "Done.");
        WriteAnswer(json, "default", "Refused: error_code and message say why.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, string name, string place, MessageField field)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("in", place);
        json.WriteBoolean("required", field.IsRequired);
        json.WritePropertyName("schema");
        WriteSchema(json, field);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, MessageType type)
    {
        json.WriteStartObject("requestBody");
        json.WriteStartObject("content");
        json.WriteStartObject(JsonAnswer.ContentType);
        json.WritePropertyName("schema");
        WriteObject(json, type);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, MessageType type)
    {
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (MessageField field in type.Fields)
        {
            json.WritePropertyName(field.Name);
            WriteSchema(json, field);
        }

        json.WriteEndObject();
        EntityJson.List(json, "required", type.Fields.Where(field => field.IsRequired), static (to, field) => to.WriteStringValue(field.Name));
        json.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter json, MessageField field)
    {
        if (field.IsList)
        {
            json.WriteStartObject();
            json.WriteString("type", "array");
            json.WritePropertyName("items");
            WriteSchema(json, field with { IsList = false });
            json.WriteEndObject();
        }
        else if (field.Message is not null)
        {
            WriteObject(json, field.Message);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("type", field.Kind switch
            {
                FieldKind.Integer => "integer",
                FieldKind.Number => "number",
                FieldKind.Flag => "boolean",
                _ => "string",
            });
            EntityJson.List(json, "enum", field.Choices, static (to, choice) => to.WriteStringValue(choice));
            json.WriteEndObject();
        }
    }

    private static void WriteAnswer(Utf8JsonWriter json, string status, string description)
    {
        json.WriteStartObject(status);
        json.WriteString("description", description);
        json.WriteEndObject();
    }
}
