using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Binnacle.Server.Api.GraphQl;

/// <summary>The call <c>/graphql</c>, as the pages of MLflow use it.</summary>
internal static class GraphCalls
{
    private const int MaxRootFields = 10;
    private const int MaxAliases = 10;

    public static void Map(IEndpointRouteBuilder app) => app.MapPost(
        "/graphql", context => ApiRoutes.GuardAsync(context, () => AnswerAsync(new ApiCall(context, new ApiMessage(ApiRoutes.NoFields)))));

    private static async Task AnswerAsync(ApiCall call)
    {
        RequestJson json = await RequestBody.ReadAsync(call.Context.Request, call.Cancelled);
        JsonElement body = json.Document.RootElement;
        ArrayBufferWriter<byte> data = new();
        List<string> errors = [];
        bool answered = await TryAnswerAsync(call, body, data, errors);

        await using JsonAnswer answer = call.Answer();
        answer.Json.WritePropertyName("data");
        answer.Json.WriteRawValue(answered ? data.WrittenSpan : "null"u8, skipInputValidation: true);
        WriteErrors(answer.Json, errors);
    }

    private static async Task<bool> TryAnswerAsync(ApiCall call, JsonElement body, ArrayBufferWriter<byte> data, List<string> errors)
    {
        try
        {
            string text = body.TryGetProperty("query", out JsonElement query) && query.ValueKind == JsonValueKind.String ? query.GetString()! : "";
            body.TryGetProperty("variables", out JsonElement variables);
            string? operation = body.TryGetProperty("operationName", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
            GraphQuery asked = GraphQuery.Read(text, variables, operation);
            CheckSize(asked);
            await using Utf8JsonWriter json = new(data, JsonAnswer.Options);
            json.WriteStartObject();
            foreach (GraphField field in asked.Fields)
            {
                json.WritePropertyName(field.Alias);
                await WriteAsync(json, await ResolveAsync(field, asked.IsMutation, call, errors), field);
            }

            json.WriteEndObject();
            return true;
        }
        catch (GraphError error)
        {
            errors.Add(error.Message);
            return false;
        }
    }

    /// <summary>What a call gives; null when it failed, with the reason among the errors.</summary>
    private static async Task<GraphObject?> ResolveAsync(GraphField field, bool isMutation, ApiCall call, List<string> errors)
    {
        try
        {
            return await GraphRoot.ResolveAsync(field, isMutation, call);
        }
        catch (TrackingException error)
        {
            errors.Add(error.Message);
            return null;
        }
    }

    private static async Task WriteAsync(Utf8JsonWriter json, object? value, GraphField field)
    {
        switch (value)
        {
            case GraphObject item:
                json.WriteStartObject();
                foreach (GraphField inner in field.Fields)
                {
                    json.WritePropertyName(inner.Alias);
                    await WriteAsync(json, await item.ValueAsync(inner.Name), inner);
                }

                json.WriteEndObject();
                break;
            case System.Collections.IEnumerable items and not string:
                json.WriteStartArray();
                foreach (object? item in items)
                    await WriteAsync(json, item, field);
                json.WriteEndArray();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void CheckSize(GraphQuery query)
    {
        Check(query.Fields.Count, MaxRootFields, "root fields");
        Check(MostAliases(query.Fields), MaxAliases, "aliases");
    }

    private static void Check(int count, int limit, string what)
    {
        if (count > limit)
            throw new GraphError(string.Create(CultureInfo.InvariantCulture, $"GraphQL queries should have at most {limit} {what}, got {count} {what}."));
    }

    /// <summary>The greatest number of aliases side by side.</summary>
    private static int MostAliases(IReadOnlyList<GraphField> fields) =>
        fields.Select(field => MostAliases(field.Fields)).Append(fields.Count(field => field.Alias != field.Name)).Max();

    private static void WriteErrors(Utf8JsonWriter json, List<string> errors)
    {
        if (errors.Count == 0)
        {
            json.WriteNull("errors");
            return;
        }

        json.WriteStartArray("errors");
        errors.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }
}
