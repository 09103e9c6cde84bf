using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Artifacts that a tracking server keeps for its clients: <c>mlflow-artifacts:/0/abc/artifacts</c>, or the address itself.</summary>
internal sealed class ProxyArtifactStore : IArtifactStore
{
    private const string Scheme = "mlflow-artifacts:";
    private const string Call = "api/2.0/mlflow-artifacts/artifacts";
    private readonly RestConnection _connection;
    private readonly Uri _call;
    private readonly string _root;

    public ProxyArtifactStore(string uri, RestConnection connection)
    {
        (Uri, _connection) = (uri, connection);
        (_call, _root) = uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? OfScheme(uri[Scheme.Length..], connection.Address) : OfAddress(uri);
    }

    public string Uri { get; }

    public static bool CanOpen(string uri) => uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        || (RestTrackingStore.CanOpen(uri) && uri.Contains(Call, StringComparison.Ordinal));

    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        ArtifactPath.Check(path);
        long start = content.CanSeek ? content.Position : 0;
        using HttpResponseMessage _ = await _connection.SendAsync(
            () =>
            {
                if (content.CanSeek)
                    content.Position = start;
                return new HttpRequestMessage(HttpMethod.Put, AddressOf(path)) { Content = new StreamContent(new UnclosedStream(content)) };
            },
            canRepeat: content.CanSeek, cancellationToken);
    }

    public async Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArtifactPath.Check(path);
        try
        {
            HttpResponseMessage answer = await _connection.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, AddressOf(path)), canRepeat: true, cancellationToken);
            return await answer.Content.ReadAsStreamAsync(cancellationToken);
        }
        catch (TrackingException error) when (error.ErrorCode == ErrorCodes.ResourceDoesNotExist)
        {
            throw new TrackingException(error.ErrorCode, $"No such artifact: '{path}'", error);
        }
    }

    public async Task<IReadOnlyList<ArtifactInfo>> ListAsync(string? path = null, CancellationToken cancellationToken = default)
    {
        ArtifactPath.Check(path ?? "");
        string folder = string.IsNullOrEmpty(path) ? _root : $"{_root}/{path}";
        JsonElement answer = await _connection.CallAsync(
            HttpMethod.Get, $"{_call}?path={System.Uri.EscapeDataString(folder)}", null as Action<Utf8JsonWriter>, cancellationToken);
        string prefix = string.IsNullOrEmpty(path) ? "" : path + "/";
        return [.. answer.List("files").Select(RestJson.ToArtifact)
            .Select(file => file with { Path = prefix + file.Path[(file.Path.LastIndexOf('/') + 1)..] })
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    public async Task DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        ArtifactPath.Check(path);
        using HttpResponseMessage _ = await _connection.SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, AddressOf(path)), canRepeat: true, cancellationToken);
    }

    private Uri AddressOf(string path) => new($"{_call}/{string.Join('/', $"{_root}/{path}".Split('/').Select(System.Uri.EscapeDataString))}");

    /// <summary>A path on the tracking server, or with <c>//host</c> on another one.</summary>
    private static (Uri Call, string Root) OfScheme(string rest, Uri server)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal) || rest.StartsWith("///", StringComparison.Ordinal))
            return (new Uri(server, Call), rest.Trim('/'));
        int slash = rest.IndexOf('/', 2);
        string host = slash < 0 ? rest[2..] : rest[2..slash];
        return (new Uri($"{server.Scheme}://{host}/{Call}"), slash < 0 ? "" : rest[slash..].Trim('/'));
    }

    private static (Uri Call, string Root) OfAddress(string uri)
    {
        int end = uri.IndexOf(Call, StringComparison.Ordinal) + Call.Length;
        return (new Uri(uri[..end]), System.Uri.UnescapeDataString(uri[end..]).Trim('/'));
    }
}
