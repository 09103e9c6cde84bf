using System.Net;
using System.Security.Claims;
using Binnacle.Server.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Security.Users;

/// <summary>
/// Lets in who shows a password or a token, as MLflow's clients send them, or a session that began on the login page; everything but
/// health, version and the login page with its files needs it.
/// </summary>
internal sealed class Login(RequestDelegate next, LoginCheck check, UserDirectory users)
{
    private static readonly string[] ApiPaths = ["/api", "/ajax-api", "/graphql", "/_blazor"];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path == "/health" || context.Request.Path == "/version" || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return next(context);
        IPAddress address = AddressOf(context);
        string header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0 && check.IsLockedOut(address))
            return ApiErrors.WriteAsync(context, StatusCodes.Status429TooManyRequests, ApiErrors.RequestLimitExceeded, "Too many failed logins. Wait a minute.");
        UserAccount? user = header.Length > 0 ? check.Identify(address, header) : UserSession.UserOf(context, users);
        if (user is null)
            return AskAsync(context);
        context.RequestServices.GetRequiredService<CurrentAccess>().LogIn(user.Name);
        if (header.Length > 0)
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user.Name)], "Basic"));
        return next(context);
    }

    /// <summary>Whose failures are counted together.</summary>
    public static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;

    private static Task AskAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (IsPage(request))
        {
            context.Response.Redirect(UserSession.LoginAddress(request.Path + request.QueryString));
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        // A page whose session is over must not make the browser ask for a password in its own way.
        if (!request.Path.StartsWithSegments("/_blazor"))
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"mlflow\"";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            "You are not authenticated. Please see the guide of the server for how to log in: a name and password, or a token, is needed.");
    }

    /// <summary>Whether a person asks for a page of this server in a browser.</summary>
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && UserSession.IsServed(request.HttpContext)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !ApiPaths.Any(path => request.Path.StartsWithSegments(path));
}
