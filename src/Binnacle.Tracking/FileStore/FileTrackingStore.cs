using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Binnacle.Tracking;

/// <summary>Experiments and runs in a folder of small files: MLflow's <c>mlruns</c>.</summary>
/// <remarks>
/// <para>
/// Folders written here open in MLflow 2.17 and in 3.11 (there with <c>MLFLOW_ALLOW_FILE_STORE=true</c>), and the reverse.
/// The folder, with the default experiment <c>0</c>, is made at the first operation.
/// </para>
/// <para>
/// Several threads and processes may write: small files are replaced as a whole, metric lines are appended one writer at a
/// time, parameters are created exclusively, and experiments are made under the lock file <c>.binnacle.lock</c>. What was
/// written survives the end of the process, not a power failure.
/// </para>
/// <para>
/// Runs that were read are kept in memory, and for the next process in an index beside them (<c>.binnacle.index</c>, which MLflow does
/// not see and which may be deleted), and used again while the times and lengths of their files are unchanged. In a search, what
/// another program writes into an existing file of a run that has ended may be seen a few seconds late. Folders that cannot be read are left out of searches and named in <see cref="PagedList{T}.Warnings"/>.
/// </para>
/// </remarks>
public sealed partial class FileTrackingStore : ITrackingStore
{
    /// <summary>Id of the experiment that every store starts with, named <c>Default</c>.</summary>
    public const string DefaultExperimentId = "0";

    private const string TrashFolder = ".trash";
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly RunCache _cache = new();
    private readonly RunStates _states = new();
    private readonly ConcurrentDictionary<string, string> _runPaths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _reported = new(StringComparer.Ordinal);
    private readonly FileLoggedModels _loggedModels;
    private readonly HistoryPages _histories;
    private readonly Lock _metaLock = new();
    private volatile bool _rootExists;

    /// <summary>Opens a folder. Nothing is read or written yet.</summary>
    /// <param name="folder">The folder, for example <c>./mlruns</c>; made when missing.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <param name="logger">Receives a warning, once each, for what cannot be read. Default: none.</param>
    public FileTrackingStore(string folder, TimeProvider? timeProvider = null, ILogger? logger = null)
    {
        Folder = Path.GetFullPath(folder);
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _histories = new HistoryPages(_time);
        ModelRegistry = new FileModelRegistry(this);
        _loggedModels = new FileLoggedModels(this);
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>URI below which new experiments keep their artifacts, each in a folder of its id. Default: null, inside the store.</summary>
    public string? ArtifactRoot { get; init; }

    /// <summary>Opens artifacts that are not in a local folder. Default: null, they cannot be opened.</summary>
    public Func<string, IArtifactStore>? OpenRemoteArtifacts { get; init; }

    /// <inheritdoc/>
    public string Uri => FileUri.FromPath(Folder);

    /// <inheritdoc/>
    public IModelRegistryStore ModelRegistry { get; }

    /// <inheritdoc/>
    public ILoggedModelStore LoggedModels => _loggedModels;

    private string Trash => Path.Combine(Folder, TrashFolder);

    internal long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Runs an operation, with the store's folder made and failures of the file system told as ours.</summary>
    internal Task<T> Run<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        try
        {
            EnsureRoot();
            return Task.FromResult(operation());
        }
        catch (PathTooLongException error)
        {
            return Task.FromException<T>(new TrackingException(
                ErrorCodes.InvalidParameterValue, "The name is longer than a file's or folder's name can be, and the file store makes files and folders of names.", error));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Task.FromException<T>(new TrackingException(
                ErrorCodes.TemporarilyUnavailable, $"The tracking folder '{Folder}' cannot be used: {error.Message}", error));
        }
        catch (Exception error)
        {
            return Task.FromException<T>(error);
        }
    }

    internal Task Run(Action operation, CancellationToken cancellationToken) => Run(
        () =>
        {
            operation();
            return true;
        },
        cancellationToken);

    private void EnsureRoot()
    {
        if (_rootExists)
            return;
        if (!ExperimentFolders().Any())
        {
            // A folder without experiments may just be made by another process: its lock is waited for.
            Directory.CreateDirectory(Folder);
            using FolderLock _ = FolderLock.Acquire(Folder);
            if (!ExperimentFolders().Any())
                WriteExperiment(DefaultExperimentId, "Default", null, null);
        }

        _rootExists = true;
    }

    /// <summary>A collector of warnings that also logs each of them once.</summary>
    private Action<string> Warner(ICollection<string>? warnings = null) => warning =>
    {
        if (warnings is not null)
        {
            lock (warnings)
                warnings.Add(warning);
        }

        if (_reported.TryAdd(warning, 0))
            _logger.LogWarning("{Warning}", warning);
    };
}
