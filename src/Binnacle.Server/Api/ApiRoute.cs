using Binnacle.Server.Api.Requests;

namespace Binnacle.Server.Api;

/// <summary>A call of the API.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/api/</c>.</param>
/// <param name="Request">The fields of its body or query string.</param>
internal sealed record ApiRoute(string Method, string Path, MessageType Request)
{
    /// <summary>The names in braces.</summary>
    public IEnumerable<string> PathParameters =>
        Path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}', '*'));
}
