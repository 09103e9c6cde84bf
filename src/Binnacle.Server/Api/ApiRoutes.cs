using System.Text.Json;
using Binnacle.Server.Api.Requests;
using Binnacle.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Binnacle.Server.Api;

/// <summary>Maps calls of the API, each below <c>/api</c> for programs and below <c>/ajax-api</c> for pages.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder app)
{
    private static readonly string[] Roots = ["/api/", "/ajax-api/"];

    public static readonly MessageType NoFields = new();

    private readonly List<ApiRoute> _routes = [];

    /// <summary>Every call that was mapped.</summary>
    public IReadOnlyList<ApiRoute> Routes => _routes;

    public void Get(string path, MessageType type, ApiHandler handler) => Map("GET", path, type, handler);

    public void Post(string path, MessageType type, ApiHandler handler) => Map("POST", path, type, handler);

    public void Patch(string path, MessageType type, ApiHandler handler) => Map("PATCH", path, type, handler);

    public void Delete(string path, MessageType type, ApiHandler handler) => Map("DELETE", path, type, handler);

    /// <summary>A call that reads its body itself.</summary>
    public void Raw(string method, string path, ApiHandler handler)
    {
        _routes.Add(new ApiRoute(method, path, NoFields));
        foreach (string root in Roots)
            app.MapMethods(root + path, [method], context => GuardAsync(context, () => handler(new ApiCall(context, new ApiMessage(NoFields)))));
    }

    /// <summary>Runs a call and turns whatever goes wrong into an answer.</summary>
    public static async Task GuardAsync(HttpContext context, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (TrackingException error) when (StorageFault.IsOne(error))
        {
            Logger(context).LogError(error, "{Method} {Path}: the store could not be used", context.Request.Method, context.Request.Path);
            await ApiErrors.WriteAsync(context, ApiErrors.StatusOf(error.ErrorCode), error.ErrorCode, StorageFault.Describe(error));
        }
        catch (TrackingException error)
        {
            await ApiErrors.WriteAsync(context, error);
        }
        catch (BadHttpRequestException error)
        {
            await ApiErrors.WriteAsync(context, error.StatusCode, ApiErrors.BadRequest, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException && !context.RequestAborted.IsCancellationRequested)
        {
            Logger(context).LogError(error, "{Method} {Path}: the store could not be used", context.Request.Method, context.Request.Path);
            await ApiErrors.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, ErrorCodes.TemporarilyUnavailable, StorageFault.Describe(error));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; nobody waits for an answer.
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            Logger(context).LogError(error, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            await ApiErrors.WriteAsync(
                context, StatusCodes.Status500InternalServerError, ErrorCodes.InternalError, "The server could not carry out the request; its log says why.");
        }
    }

    private void Map(string method, string path, MessageType type, ApiHandler handler)
    {
        _routes.Add(new ApiRoute(method, path, type));
        foreach (string root in Roots)
            app.MapMethods(root + path, [method], context => GuardAsync(context, () => RunAsync(context, type, handler)));
    }

    private static async Task RunAsync(HttpContext context, MessageType type, ApiHandler handler)
    {
        ServerOptions options = context.RequestServices.GetRequiredService<ServerOptions>();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = options.MaxRequestSize;
        RequestJson json = HttpMethods.IsGet(context.Request.Method)
            ? RequestBody.OfQuery(context.Request, type)
            : await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        context.Items[typeof(RequestJson)] = json;
        ApiMessage message = new(type);
        JsonElement root = json.Document.RootElement;
        bool wasRead = MessageReader.TryRead(root, type, message);
        RequestCheck.Run(root, type, wasRead);
        await handler(new ApiCall(context, message));
    }

    private static ILogger Logger(HttpContext context) => context.RequestServices.GetRequiredService<ILogger<ApiRoutes>>();
}
