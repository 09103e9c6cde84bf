using Binnacle.Server.Api;
using Binnacle.Tracking;

namespace Binnacle.Server.Artifacts;

/// <summary>
/// The artifacts that the server reads and writes for its clients: those in its own store, under <c>mlflow-artifacts:/</c>,
/// and those below the places that the operator named. A client cannot name another place.
/// </summary>
internal sealed class ServedArtifacts
{
    public const string Scheme = "mlflow-artifacts:";
    private const string ProxyCall = "/api/2.0/mlflow-artifacts/artifacts";
    private readonly LocalPlaces _places;
    private readonly ServerOptions _options;
    private readonly string _rootUri;

    public ServedArtifacts(ServerOptions options)
    {
        _options = options;
        _places = new LocalPlaces(options);
        Root = options.OpenArtifacts(options.ArtifactsDestination);
        _rootUri = Root.Uri.TrimEnd('/');
        ServesClients = options.ServeArtifacts;
    }

    /// <summary>The store behind <c>mlflow-artifacts:/</c>.</summary>
    public IArtifactStore Root { get; }

    /// <summary>Whether clients may upload to and download from <see cref="Root"/>.</summary>
    public bool ServesClients { get; }

    /// <summary>The artifacts at a URI that a store holds.</summary>
    /// <exception cref="TrackingException">They are not this server's to serve.</exception>
    public IArtifactStore OpenUri(string uri)
    {
        if ((PathOf(uri) ?? PathOfOwnAddress(uri)) is { } path)
            return new ArtifactFolder(Root, RequestPath.Check(path) ?? "", uri);
        if (IsBelow(uri, _rootUri))
            return new ArtifactFolder(Root, RequestPath.Check(uri[_rootUri.Length..].Trim('/')) ?? "", uri);
        if (LocalPlaces.PathOf(uri) is { } local && _places.Allow(local))
            return new LocalArtifactStore(local);
        if (_options.DefaultArtifactRoot is { } root && !LocalPlaces.IsLocal(root) && IsBelow(uri, root.TrimEnd('/')))
            return _options.OpenArtifacts(uri);
        throw new TrackingException(
            ErrorCodes.NotImplemented, $"Artifacts at '{uri}' are not served here. Open them where they are, or start the server with --local-artifact-roots for them.");
    }

    /// <summary>The path of an <c>mlflow-artifacts:</c> URI, with or without a host; null for another URI.</summary>
    public static string? PathOf(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        string rest = uri[Scheme.Length..];
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return rest.Trim('/');
        int path = rest.IndexOf('/', 2);
        return path < 0 ? "" : rest[path..].Trim('/');
    }

    /// <summary>The path of an address of this server's own proxy, where the operator made that the root: <c>http://127.0.0.1:5000/api/2.0/mlflow-artifacts/artifacts/…</c>.</summary>
    private string? PathOfOwnAddress(string uri)
    {
        if (_options.DefaultArtifactRoot is not { } root || !ServesClients || !IsBelow(uri, root.TrimEnd('/')) || !Uri.TryCreate(uri, UriKind.Absolute, out Uri? address)
            || address.Scheme is not ("http" or "https") || address.Port != _options.Port || !(address.IsLoopback || address.Host == _options.Host))
            return null;
        int call = uri.IndexOf(ProxyCall, StringComparison.Ordinal);
        return call < 0 ? null : uri[(call + ProxyCall.Length)..].Trim('/');
    }

    private static bool IsBelow(string uri, string root) =>
        uri == root || (uri.StartsWith(root + "/", StringComparison.Ordinal) && RequestPath.IsSafe(uri[(root.Length + 1)..]));
}
