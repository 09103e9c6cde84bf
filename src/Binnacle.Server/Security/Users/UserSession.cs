using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Binnacle.Server.Security.Users;

/// <summary>The session of a browser whose user logged in on the page: a cookie that ends with the server, with a new password, or after twelve hours of rest.</summary>
internal static class UserSession
{
    public const string LoginPath = "/login";
    public const string LogoutPath = "/logout";
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string StampClaim = "stamp";
    private static readonly TimeSpan Rest = TimeSpan.FromHours(12);

    /// <summary>Takes sessions for logins.</summary>
    public static void Add(IServiceCollection services, string usersFile)
    {
        // Browsers send a cookie to every port of a host: servers of other users have cookies of other names.
        string suffix = Hash(Path.GetFullPath(usersFile))[..8];
        services.AddAntiforgery(forms => forms.Cookie.Name = "binnacle-form-" + suffix);
        services.AddAuthentication(Scheme).AddCookie(Scheme, session =>
        {
            session.Cookie.Name = "binnacle-session-" + suffix;
            session.Cookie.HttpOnly = true;
            session.Cookie.SameSite = SameSiteMode.Lax;
            session.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            session.ExpireTimeSpan = Rest;
            session.SlidingExpiration = true;
        });
    }

    /// <summary>Whether this server has a login page.</summary>
    public static bool IsServed(HttpContext context) => context.RequestServices.GetService<IAuthenticationSchemeProvider>() is not null;

    /// <summary>Whether a request is one of a session, not of a password sent with it.</summary>
    public static bool IsCurrent(HttpContext context) => context.User.Identity is { IsAuthenticated: true, AuthenticationType: Scheme };

    /// <summary>The user of a request's session; null without one, or when the user is gone or has another password since.</summary>
    public static UserAccount? UserOf(HttpContext context, UserDirectory users) =>
        IsCurrent(context) && users.Find(context.User.Identity!.Name!) is { } user && context.User.HasClaim(StampClaim, StampOf(user)) ? user : null;

    /// <summary>The login page's address, which leads back to a page of this server.</summary>
    public static string LoginAddress(string back) => back is "/" or "" ? LoginPath : $"{LoginPath}?return={Uri.EscapeDataString(back)}";

    /// <summary>Where a login leads: a path of this server, whatever was asked.</summary>
    public static string LocalPath(string? back) =>
        back is ['/', ..] && back is not ['/', '/' or '\\', ..] && !back.Any(char.IsControl) && !back.StartsWith(LoginPath, StringComparison.OrdinalIgnoreCase) ? back : "/";

    /// <summary>Begins a session.</summary>
    public static Task BeginAsync(HttpContext context, UserAccount user) => context.SignInAsync(
        Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user.Name), new Claim(StampClaim, StampOf(user))], Scheme)));

    /// <summary>Ends the session, asked by a form of this server.</summary>
    public static async Task EndAsync(HttpContext context)
    {
        if (!await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await context.SignOutAsync(Scheme);
        context.Response.Redirect(LoginPath);
    }

    private static string StampOf(UserAccount user) => Hash(user.PasswordHash)[..16];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
