using System.Net;
using Microsoft.AspNetCore.Http;

namespace Binnacle.Server.Security;

/// <summary>
/// Which names of this server a browser may use. A DNS-rebinding page always comes with a name of the attacker's, so
/// addresses and the names that the operator gave are enough.
/// </summary>
internal sealed class HostRule(ServerOptions options)
{
    private readonly HashSet<string> _names = new([.. options.AllowedHosts, options.Host, "localhost"], StringComparer.OrdinalIgnoreCase);

    public bool Allows(HostString host)
    {
        string name = host.Host.Trim('[', ']');
        return _names.Contains(name) || IPAddress.TryParse(name, out _) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a request says that a page of another origin sent it.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        if (string.IsNullOrEmpty(origin))
            return false;
        return !Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
            || !string.Equals(uri.Authority, Authority(request), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The request's host as <see cref="Uri.Authority"/> writes it: without the scheme's own port.</summary>
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out Uri? uri) ? uri.Authority : "";
}
