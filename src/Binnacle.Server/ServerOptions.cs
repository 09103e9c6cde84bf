namespace Binnacle.Server;

/// <summary>Where the server listens and which store it shows.</summary>
public sealed record ServerOptions
{
    /// <summary>Address to listen on: an IP address or a name of this machine. Default: <c>127.0.0.1</c>, reachable from this machine only.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes a free one. Default: 5000.</summary>
    public int Port { get; init; } = 5000;

    /// <summary>
    /// Tracking URI of the store to show, for example <c>./mlruns</c>. Default: the variable <c>MLFLOW_TRACKING_URI</c>, else <c>./mlruns</c>.
    /// </summary>
    public string? BackendStoreUri { get; init; }

    /// <summary>
    /// Names under which browsers may reach the server, besides <c>localhost</c>, IP addresses and <see cref="Host"/>.
    /// A request for any other name is refused, which ends DNS rebinding. Default: none.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
