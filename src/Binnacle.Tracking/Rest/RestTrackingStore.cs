using System.Text.Json;

namespace Binnacle.Tracking;

/// <summary>Experiments and runs on a tracking server, MLflow's or Binnacle's, over its REST API.</summary>
/// <remarks>
/// Calls that fail because the server is away or busy are tried again (<see cref="RestOptions.MaxRetries"/>). A point of a metric that is
/// sent twice because an answer was lost is one point in a database; a server over a folder would keep both. Ids of runs are made
/// by the server: <see cref="RunCreation.RunId"/> and <see cref="RunCreation.ArtifactUri"/> are not heeded. Dropping points and removing for good
/// are not part of the API.
/// </remarks>
public sealed partial class RestTrackingStore : ITrackingStore, IDisposable
{
    private const string Root = "api/2.0/mlflow/";
    private readonly RestConnection _connection;

    /// <summary>A server. Nothing is sent yet.</summary>
    /// <param name="uri">Address, for example <c>https://mlflow.example.org</c>; may hold name and password.</param>
    /// <param name="options">Authentication, retries, trust. Default: what MLflow's variables say, <see cref="RestOptions.FromEnvironment"/>.</param>
    /// <param name="timeProvider">The clock of pauses. Default: the system's.</param>
    /// <exception cref="TrackingException">The address is none, or a variable holds what it may not.</exception>
    public RestTrackingStore(string uri, RestOptions? options = null, TimeProvider? timeProvider = null)
    {
        if (!CanOpen(uri) || !System.Uri.TryCreate(uri, UriKind.Absolute, out _))
            throw TrackingException.Invalid($"Tracking URI '{uri}': expected the address of a server such as http://127.0.0.1:5000.");
        _connection = new RestConnection(uri, options ?? RestOptions.FromEnvironment(), timeProvider ?? TimeProvider.System);
        ModelRegistry = new RestModelRegistry(_connection);
        LoggedModels = new RestLoggedModels(_connection, OpenUri);
    }

    private RestTrackingStore(RestTrackingStore other, RestConnection connection)
    {
        (_connection, OpenRemoteArtifacts) = (connection, other.OpenRemoteArtifacts);
        ModelRegistry = new RestModelRegistry(_connection);
        LoggedModels = new RestLoggedModels(_connection, OpenUri);
    }

    /// <summary>Opens artifacts that are neither on the server nor in a local folder. Default: null, they cannot be opened.</summary>
    public Func<string, IArtifactStore>? OpenRemoteArtifacts { get; init; }

    /// <inheritdoc/>
    public string Uri => _connection.Address.ToString().TrimEnd('/');

    /// <inheritdoc/>
    public IModelRegistryStore ModelRegistry { get; }

    /// <inheritdoc/>
    public ILoggedModelStore LoggedModels { get; }

    /// <summary>Whether a tracking URI names a server.</summary>
    public static bool CanOpen(string? uri) => uri is not null
        && (uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>The same server, tried once.</summary>
    internal RestTrackingStore WithoutRetries() => new(this, _connection.WithoutRetries());

    /// <inheritdoc/>
    public IArtifactStore OpenArtifacts(RunInfo run) => OpenUri(run.ArtifactUri);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _connection.Dispose();

    private IArtifactStore OpenUri(string uri)
    {
        if (ProxyArtifactStore.CanOpen(uri))
            return new ProxyArtifactStore(uri, _connection);
        return FileUri.ToPath(uri) is null && OpenRemoteArtifacts is { } open ? open(uri) : LocalArtifactStore.OpenUri(uri);
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        await _connection.CallAsync(HttpMethod.Get, Root + path, null as Action<Utf8JsonWriter>, cancellationToken);

    private Task<JsonElement> PostAsync(string path, Action<Utf8JsonWriter> body, CancellationToken cancellationToken) =>
        _connection.CallAsync(HttpMethod.Post, Root + path, body, cancellationToken);

    private static string Escape(string text) => System.Uri.EscapeDataString(text);

    private Task Unsupported(string what, string advice) => Task.FromException(new TrackingException(
        ErrorCodes.NotImplemented, $"The tracking server at '{_connection.Address}' cannot {what}: its API has no call for it. {advice}"));

    private static string NameOf(ViewType view) => view switch
    {
        ViewType.DeletedOnly => "DELETED_ONLY",
        ViewType.All => "ALL",
        _ => "ACTIVE_ONLY",
    };
}
