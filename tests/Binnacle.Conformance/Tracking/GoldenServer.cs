using Binnacle.Server;
using Binnacle.Testing;
using Binnacle.Tracking;

namespace Binnacle.Conformance.Tracking;

/// <summary>
/// A server over an empty database, reachable from this machine only, with its artifacts two folders below a folder of its own.
/// The variable <c>BINNACLE_CONFORMANCE_STORE</c> names another database, for example an empty one of PostgreSQL.
/// </summary>
internal sealed class GoldenServer : IDisposable
{
    private const string StoreVariable = "BINNACLE_CONFORMANCE_STORE";
    private readonly TemporaryFolder _folder = new();
    private readonly BinnacleServer _server;

    public GoldenServer()
    {
        Directory.CreateDirectory(_folder["served"]);
        _server = BinnacleServer.StartAsync(new ServerOptions
        {
            Port = 0,
            BackendStoreUri = Environment.GetEnvironmentVariable(StoreVariable) ?? "sqlite:///" + _folder["mlflow.db"],
            ArtifactsDestination = Path.Combine(_folder["served"], "mlartifacts"),
            ServeUi = false,
        }).GetAwaiter().GetResult();
        Client = new HttpClient { BaseAddress = _server.Address };
    }

    /// <summary>Two directories above the artifacts.</summary>
    public string Outside => Path.GetDirectoryName(_folder["served"])!;

    public Uri Address => _server.Address;

    public HttpClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }
}
