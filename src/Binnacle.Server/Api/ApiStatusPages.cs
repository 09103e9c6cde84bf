using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Binnacle.Server.Api;

/// <summary>Answers calls that there are none of as MLflow does: with a short page, not with one of the UI's.</summary>
internal sealed class ApiStatusPages(RequestDelegate next)
{
    private static readonly PathString[] Roots = ["/api", "/ajax-api", "/graphql"];

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        HttpResponse response = context.Response;
        if (response.StatusCode < StatusCodes.Status400BadRequest || response.HasStarted || response.ContentLength is not null || response.ContentType is not null
            || !Roots.Any(root => context.Request.Path.StartsWithSegments(root)))
        {
            return;
        }

        response.ContentType = "text/html; charset=utf-8";
        string status = string.Create(CultureInfo.InvariantCulture, $"{response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}");
        await response.WriteAsync($"<!doctype html><title>{status}</title><h1>{status}</h1>");
    }
}
