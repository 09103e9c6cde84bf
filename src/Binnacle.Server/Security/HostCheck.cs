using Microsoft.AspNetCore.Http;

namespace Binnacle.Server.Security;

/// <summary>Refuses requests that a foreign page made the browser send: wrong host name, or another origin where that matters.</summary>
internal sealed class HostCheck(RequestDelegate next, HostRule rule)
{
    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        bool open = request.Path == "/health" || request.Path == "/version";
        if (!open && !rule.Allows(request.Host))
            return Refuse(context, $"This server is not known as '{request.Host.Host}'. Start it with --allowed-hosts {request.Host.Host} if it should be.");

        bool reading = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.Path.StartsWithSegments("/_blazor");
        return !reading && HostRule.IsForeign(request)
            ? Refuse(context, "Requests from pages of another origin are refused.")
            : next(context);
    }

    private static Task Refuse(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(reason);
    }
}
