using System.Net;
using Binnacle.Tracking;

namespace Binnacle.Server;

/// <summary>Where the server listens, which store it shows, and what it lets clients do.</summary>
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

    /// <summary>
    /// Whether clients read and write artifacts through this server, under <c>mlflow-artifacts:/</c>. Default: true; otherwise
    /// they go to <see cref="DefaultArtifactRoot"/> themselves.
    /// </summary>
    public bool ServeArtifacts { get; init; } = true;

    /// <summary>Folder or URI where served artifacts are kept. Default: <c>./mlartifacts</c>.</summary>
    public string ArtifactsDestination { get; init; } = "./mlartifacts";

    /// <summary>
    /// Folder or URI below which new experiments keep their artifacts. Default: <c>mlflow-artifacts:/</c> when artifacts are served,
    /// else <c>./mlruns</c>.
    /// </summary>
    public string? DefaultArtifactRoot { get; init; }

    /// <summary>
    /// Local folders whose artifacts the server may show besides those it keeps itself, for stores that name local places, and in which
    /// clients may place those of new experiments; a local <see cref="DefaultArtifactRoot"/> is one of them. Default: <c>./mlruns</c>.
    /// </summary>
    public IReadOnlyList<string> LocalArtifactRoots { get; init; } = ["./mlruns"];

    /// <summary>Pattern that the sources of new model versions must match; null for any source. Default: null.</summary>
    public string? ModelSourcePattern { get; init; }

    /// <summary>Opens <see cref="ArtifactsDestination"/>. Default: local folders only.</summary>
    public Func<string, IArtifactStore> OpenArtifacts { get; init; } = static destination => new LocalArtifactStore(destination);

    /// <summary>
    /// Greatest size of a request in bytes, uploads of artifacts apart. Default: 40 MiB, for the longest profile of a data set, with all its
    /// quotes escaped.
    /// </summary>
    public long MaxRequestSize { get; init; } = 40 << 20;

    /// <summary>Greatest size of an uploaded artifact in bytes; null for any. Default: null.</summary>
    public long? MaxArtifactSize { get; init; }

    /// <summary>Requests that one client may send a second, in the mean over ten seconds; null for any number. Default: null.</summary>
    public int? RateLimit { get; init; }

    /// <summary>The file with users, their passwords and permissions; null lets everybody in who reaches the server. Default: null.</summary>
    public string? UsersFile { get; init; }

    /// <summary>
    /// Whether what was answered survives a loss of power (SQLite). Default: false; then it survives the death of the process.
    /// </summary>
    public bool SurvivePowerLoss { get; init; }

    /// <summary>
    /// Addresses of storages whose studies are shown as sweeps: <c>sqlite:///study.db</c>, <c>postgresql://user:password@host/database</c>
    /// or <c>journal:study.log</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> StudyStorages { get; init; } = [];

    /// <summary>
    /// Whether files of this machine that runs name are opened: the storage of their study, and the log of their job. Default: null, which
    /// means when only this machine reaches the server, for whoever logs runs says which files these are.
    /// </summary>
    public bool? OpenNamedFiles { get; init; }

    /// <summary>Whether the pages are served beside the API. Default: true.</summary>
    public bool ServeUi { get; init; } = true;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether files that runs name are opened.</summary>
    internal bool OpensNamedFiles => OpenNamedFiles
        ?? (Host == "localhost" || (IPAddress.TryParse(Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address)));

    /// <summary>In a folder of runs, artifacts lie beside their run unless clients of this server are to write them.</summary>
    internal string? FileArtifactRoot => DefaultArtifactRoot ?? (ServeArtifacts ? ArtifactRoot : null);

    internal string ArtifactRoot => DefaultArtifactRoot ?? (ServeArtifacts ? "mlflow-artifacts:/" : "./mlruns");
}
