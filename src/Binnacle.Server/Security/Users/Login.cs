using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Binnacle.Server.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Security.Users;

/// <summary>Lets in who shows a password or a token, as MLflow's clients send them; everything but health and version needs it.</summary>
internal sealed class Login(RequestDelegate next, UserDirectory users, TimeProvider time)
{
    private const int MaxFailures = 20;
    private const int MaxKept = 10_000;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(5);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    // A password costs tens of milliseconds to check on purpose; one that was right is not checked again for a while.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _right = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IPAddress, (int Count, DateTimeOffset Since)> _failures = new();

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path == "/health" || context.Request.Path == "/version")
            return next(context);
        IPAddress address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        string header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0 && IsLockedOut(address))
            return ApiErrors.WriteAsync(context, StatusCodes.Status429TooManyRequests, ApiErrors.RequestLimitExceeded, "Too many failed logins. Wait a minute.");
        if (Identify(header) is not { } user)
        {
            if (header.Length > 0)
                CountFailure(address);
            return AskAsync(context);
        }

        context.RequestServices.GetRequiredService<CurrentAccess>().LogIn(user.Name);
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user.Name)], "Basic"));
        return next(context);
    }

    private UserAccount? Identify(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return users.FindByToken(header[7..].Trim());
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        byte[] bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), bytes, out int length))
            return null;
        string pair = Encoding.UTF8.GetString(bytes, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : Check(pair[..colon], pair[(colon + 1)..]);
    }

    private UserAccount? Check(string name, string password)
    {
        string proof = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{name}\0{password}\0{users.Find(name)?.PasswordHash}")));
        if (_right.TryGetValue(proof, out DateTimeOffset until) && until > time.GetUtcNow())
            return users.Find(name);
        UserAccount? user = users.Check(name, password);
        if (user is not null)
        {
            if (_right.Count >= MaxKept)
                _right.Clear();
            _right[proof] = time.GetUtcNow() + Trust;
        }

        return user;
    }

    private bool IsLockedOut(IPAddress address) =>
        _failures.TryGetValue(address, out (int Count, DateTimeOffset Since) failed) && failed.Count >= MaxFailures && time.GetUtcNow() - failed.Since < FailureWindow;

    private void CountFailure(IPAddress address)
    {
        if (_failures.Count >= MaxKept)
            _failures.Clear();
        DateTimeOffset now = time.GetUtcNow();
        _failures.AddOrUpdate(address, (1, now), (_, old) => now - old.Since < FailureWindow ? (old.Count + 1, old.Since) : (1, now));
    }

    private static Task AskAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"mlflow\"";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            "You are not authenticated. Please see the guide of the server for how to log in: a name and password, or a token, is needed.");
    }
}
