using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Binnacle.Tracking;

/// <summary>A run that is being written: the handle that a training program logs to.</summary>
/// <remarks>
/// <para>
/// Metrics, parameters and tags are checked at once and written in the background, in order and in batches; a caller waits only
/// when the store is 20,000 items behind. <see cref="FlushAsync"/> waits until they are in the store. Artifacts and data sets are written directly.
/// </para>
/// <para>
/// While the store is away (a server that is restarted, a full disk), what is logged is kept in a file on this machine
/// (<see cref="SpillPath"/>), artifacts beside it, and sent in order when the store is back. When it is still away at the end of the run, the file
/// stays, and <c>binnacle sync</c> sends it later.
/// </para>
/// <para>
/// End the run with <see cref="FinishAsync"/>, <see cref="FailAsync"/> or <see cref="KillAsync"/>; what comes after the end is ignored.
/// A run that is disposed without one of them was left by an exception and ends as FAILED; one that is open when the process
/// exits in an orderly way, or is stopped by Ctrl+C or a signal, ends as KILLED; an exception that nobody catches ends it as FAILED.
/// Safe for several threads.
/// </para>
/// </remarks>
public sealed class ActiveRun : IAsyncDisposable
{
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StoreFailure _onFailure;
    private readonly ITrackingStore? _store;
    private readonly ITrackingStore? _once;
    private readonly string? _spillFolder;
    private readonly BatchSender? _sender;
    private readonly LogQueue? _queue;
    private readonly TimeSpan _endPatience;
    private readonly ConcurrentDictionary<string, string> _params = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _gathered = new(StringComparer.Ordinal);
    private readonly List<IAsyncDisposable> _companions = [];
    private TrackingFault? _pendingFault;
    private int _ended;
    private volatile bool _markedKilled;

    internal ActiveRun(ITrackingStore store, Run run, StoreFailure onFailure, TrackingClientOptions options)
    {
        (_store, _time, _logger, _onFailure, _endPatience) = (store, options.TimeProvider, options.Logger, onFailure, options.EndPatience);
        (Info, StartedWith, RegistryOf) = (run.Info, run, options.RegistryOf);
        foreach ((string key, string value) in run.Params)
            _params[key] = value;
        BatchSender.Listener listener = new(OnFault, OnFellBehind, OnStillAway, OnCaughtUp);
        // The queue knows better than the connection what to do while a server is away.
        _once = store is RestTrackingStore server ? server.WithoutRetries() : store;
        _spillFolder = SpillFolder.PathOf(options);
        _sender = new BatchSender(_once, run.Info, _spillFolder, _time, listener);
        _queue = new LogQueue(_sender, _time);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
        TerminationSignals.Watch(this);
    }

    private ActiveRun(RunInfo info, TimeProvider time, ILogger logger)
    {
        (_time, _logger, _onFailure) = (time, logger, StoreFailure.Report);
        (Info, StartedWith) = (info, new Run { Info = info });
    }

    /// <summary>Tells of something that could not be written. Called from the thread that met it.</summary>
    public event Action<TrackingFault>? Faulted;

    /// <summary>Identity of the run, as it was when the handle was made.</summary>
    public RunInfo Info { get; }

    /// <summary>The registry for its models.</summary>
    internal Func<ITrackingStore, IModelRegistryStore> RegistryOf { get; } = store => store.ModelRegistry;

    /// <summary>The run's id; one of its own when nothing is tracked.</summary>
    public string RunId => Info.RunId;

    /// <summary>Id of the run's experiment; empty when nothing is tracked.</summary>
    public string ExperimentId => Info.ExperimentId;

    /// <summary>The run as it was when the handle was made: for a resumed run, with what it logged before.</summary>
    public Run StartedWith { get; }

    /// <summary>Whether anything is stored. False for the handle of <see cref="Detached"/>, which accepts everything and stores nothing.</summary>
    public bool IsTracking => _store is not null;

    /// <summary>The file that holds what the store has not taken yet; null when nothing waits.</summary>
    public string? SpillPath => _sender?.SpillPath;

    /// <summary>A handle that stores nothing, for work that goes on without tracking. It has a run id of its own, so that paths can be made of it.</summary>
    /// <param name="runName">The name that <see cref="Info"/> shows.</param>
    public static ActiveRun Detached(string? runName = null) => new(
        new RunInfo { RunId = Guid.NewGuid().ToString("N"), ExperimentId = "", RunName = runName ?? "" },
        TimeProvider.System,
        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    /// <summary>Logs one point of a metric.</summary>
    /// <param name="key">Name of the metric.</param>
    /// <param name="value">Any double.</param>
    /// <param name="step">The training step. Default: 0.</param>
    /// <param name="timestamp">Milliseconds since 1970 (UTC). Default: now.</param>
    /// <exception cref="TrackingException">The name is not allowed.</exception>
    public void LogMetric(string key, double value, long step = 0, long? timestamp = null)
    {
        Metric metric = new(key, value, timestamp ?? Now, step);
        NameRules.CheckMetric(metric);
        Enqueue(new LogItem { Metric = metric });
    }

    /// <summary>Logs one point of each of several metrics, with one timestamp.</summary>
    public void LogMetrics(IEnumerable<KeyValuePair<string, double>> metrics, long step = 0, long? timestamp = null)
    {
        long time = timestamp ?? Now;
        foreach ((string key, double value) in metrics)
            LogMetric(key, value, step, time);
    }

    /// <summary>Logs a parameter. The same value again is no error.</summary>
    /// <param name="key">Name of the parameter.</param>
    /// <param name="value">Its value; numbers and truth values are spelled as in Python, null is <c>None</c>.</param>
    /// <exception cref="TrackingException">The name is not allowed, or the run has the parameter with another value.</exception>
    public void LogParam(string key, object? value)
    {
        Param param = NameRules.CheckParam(new Param(key, ParamText.Of(value)));
        string first = _params.GetOrAdd(key, param.Value);
        if (first != param.Value)
        {
            throw TrackingException.Invalid($"Changing param values is not allowed. Param with key='{key}' was already logged with "
                + $"value='{first}' for run ID='{RunId}'. Attempted logging new value '{param.Value}'.");
        }

        Enqueue(new LogItem { Param = param });
    }

    /// <summary>Logs several parameters.</summary>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    /// <exception cref="TrackingException">A name is not allowed, or the run has the parameter with another value.</exception>
    public void LogParams<TValue>(IEnumerable<KeyValuePair<string, TValue>> parameters)
    {
        foreach ((string key, TValue value) in parameters)
            LogParam(key, value);
    }

    /// <summary>Logs several parameters of a resumed run: one that the run has with another value keeps it.</summary>
    /// <returns>The parameters whose value now differs from the one in the run, in the order given.</returns>
    public IReadOnlyList<ParamChange> LogParamsKeepingFirst<TValue>(IEnumerable<KeyValuePair<string, TValue>> parameters)
    {
        List<ParamChange> changes = [];
        foreach ((string key, TValue value) in parameters)
        {
            Param param = NameRules.CheckParam(new Param(key, ParamText.Of(value)));
            if (_params.TryGetValue(key, out string? first) && first != param.Value)
                changes.Add(new ParamChange(key, first, param.Value));
            else
                LogParam(key, param.Value);
        }

        return changes;
    }

    /// <summary>Sets or changes a tag.</summary>
    /// <exception cref="TrackingException">The name is not allowed.</exception>
    public void SetTag(string key, object? value)
    {
        NameRules.CheckTag(key);
        Enqueue(new LogItem { Tag = new Tag(key, ParamText.Of(value)) });
    }

    /// <summary>Sets or changes several tags.</summary>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    public void SetTags<TValue>(IEnumerable<KeyValuePair<string, TValue>> tags)
    {
        foreach ((string key, TValue value) in tags)
            SetTag(key, value);
    }

    /// <summary>Records that the run reads a data set.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="context">What for: training, validation, test, … Default: not said.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task LogInputAsync(Dataset dataset, string? context = null, CancellationToken cancellationToken = default)
    {
        Dictionary<string, string> tags = context is null ? [] : new() { [ReservedTags.DatasetContext] = context };
        DatasetInput input = new(dataset, tags);
        return DirectAsync("log a data set", async store =>
        {
            if (!await TryOnceAsync(once => once.LogInputsAsync(RunId, [input], cancellationToken)))
                await KeepAsync(new LogItem { Input = input }, cancellationToken);
        });
    }

    /// <summary>Copies a local file to the artifacts, into <paramref name="artifactFolder"/> (default: the root), under its own name.</summary>
    public Task LogArtifactAsync(string localFile, string? artifactFolder = null, CancellationToken cancellationToken = default) =>
        ArtifactsAsync($"log the artifact '{localFile}'", artifacts => artifacts.WriteFileAsync(localFile, artifactFolder, cancellationToken));

    /// <summary>Copies all files below a local folder to the artifacts, into <paramref name="artifactFolder"/> (default: the root).</summary>
    public Task LogArtifactsAsync(string localFolder, string? artifactFolder = null, CancellationToken cancellationToken = default) =>
        ArtifactsAsync($"log the artifacts in '{localFolder}'", artifacts => artifacts.WriteFolderAsync(localFolder, artifactFolder, cancellationToken));

    /// <summary>Writes a text (UTF-8) as an artifact.</summary>
    public Task LogTextAsync(string text, string artifactFile, CancellationToken cancellationToken = default) =>
        ArtifactsAsync($"log the artifact '{artifactFile}'", artifacts => artifacts.WriteTextAsync(artifactFile, text, cancellationToken));

    /// <summary>Writes a map as an artifact: YAML when the name ends in <c>.yaml</c> or <c>.yml</c>, else JSON indented by two spaces.</summary>
    /// <param name="map">Keys to texts, numbers, truth values, nulls, lists and maps.</param>
    /// <param name="artifactFile">Path of the artifact.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentException">A value is of another kind.</exception>
    public Task LogDictAsync(IReadOnlyDictionary<string, object?> map, string artifactFile, CancellationToken cancellationToken = default) =>
        LogTextAsync(MapText.Write(map, artifactFile), artifactFile, cancellationToken);

    /// <summary>
    /// Waits until everything logged so far is in the store, or while that is away on this machine's disk: it then survives the end of this process.
    /// </summary>
    /// <exception cref="TrackingException">With <see cref="StoreFailure.Throw"/>: something could not be written since the last flush.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_queue is null)
            return;
        await _queue.FlushAsync(cancellationToken);
        ThrowPending();
    }

    /// <summary>Drops the metric points after a step, before the run goes on from there. System metrics stay.</summary>
    /// <returns>The number of points dropped.</returns>
    public async Task<int> TrimMetricsAsync(long lastStep, Func<string, bool>? keys = null, CancellationToken cancellationToken = default)
    {
        int dropped = 0;
        await FlushAsync(cancellationToken);
        await DirectAsync("drop metric points", async store =>
            dropped = await store.TrimMetricsAsync(RunId, keys ?? (key => !key.StartsWith("system/", StringComparison.Ordinal)), lastStep, cancellationToken));
        return dropped;
    }

    /// <summary>Ends the run as it was meant to end.</summary>
    public Task FinishAsync() => EndAsync(RunStatus.Finished);

    /// <summary>Ends the run as failed.</summary>
    public Task FailAsync() => EndAsync(RunStatus.Failed);

    /// <summary>Ends the run as stopped from outside.</summary>
    public Task KillAsync() => EndAsync(RunStatus.Killed);

    /// <summary>Writes what is left and ends the run; a second end does nothing.</summary>
    public Task EndAsync(RunStatus status) => EndAsync(status, _endPatience);

    private async Task EndAsync(RunStatus status, TimeSpan patience)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0 || _store is null)
            return;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        TerminationSignals.Forget(this);
        foreach (IAsyncDisposable companion in _companions)
            await companion.DisposeAsync();
        await _queue!.CompleteAsync();
        await _sender!.EndAsync(new RunUpdate { Status = status, EndTime = Now }, patience);
        _sender.Close();
        if (SpillPath is { } path)
            _logger.LogWarning("'{Uri}' is still away. What it has not taken of run {RunId} is in '{Path}'; 'binnacle sync' sends it.", StoreAddress.ToKeep(_store.Uri), RunId, path);
        ThrowPending();
    }

    /// <summary>
    /// Writes what is left and the status KILLED, before a signal ends the process. Whoever handles the signal may still end the run
    /// otherwise; where the process goes on, <see cref="ReviveAsync"/> takes the status back.
    /// </summary>
    internal async Task MarkKilledAsync()
    {
        if (_store is null || Volatile.Read(ref _ended) != 0)
            return;
        _markedKilled = true;
        await _queue!.FlushAsync(CancellationToken.None);
        await _queue.EndAsync(new RunUpdate { Status = RunStatus.Killed, EndTime = Now });
    }

    /// <summary>Takes back what <see cref="MarkKilledAsync"/> wrote, when the process turns out to have gone on.</summary>
    internal async Task ReviveAsync()
    {
        if (!_markedKilled || Volatile.Read(ref _ended) != 0)
            return;
        _markedKilled = false;
        await DirectAsync("go on with the run", store => store.UpdateRunAsync(RunId, new RunUpdate { Status = RunStatus.Running, ClearEndTime = true }));
    }

    /// <summary>Ends the run as FAILED unless it has ended. A failure of the store is logged, so that it does not hide the exception that left the run.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync(RunStatus.Failed);
        }
        catch (TrackingException error)
        {
            _logger.LogError("Run {RunId} could not be ended: {Message}", RunId, error.Message);
            _logger.LogDebug(error, "The fault in detail.");
        }
    }

    /// <summary>Something that works for the run (a monitor, a heartbeat) and is stopped when the run ends, before the last write.</summary>
    internal void Attach(IAsyncDisposable companion) => _companions.Add(companion);

    internal long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Enqueue(LogItem item) => _queue?.Add(item);

    internal Task ArtifactsAsync(string operation, Func<IArtifactStore, Task> action) =>
        DirectAsync(operation, _ => action(OpenArtifacts()));

    /// <summary>The run's artifacts; those that are written while the store is away are kept and sent later.</summary>
    internal IArtifactStore OpenArtifacts() => _spillFolder is null
        ? _store!.OpenArtifacts(Info)
        : new SpillingArtifacts(_sender!.OpenArtifacts(), () => _sender.IsBehind, KeepArtifactAsync);

    /// <summary>Changes a tag that gathers what was logged, by what is in the store, or while that is away by what this handle knows.</summary>
    internal async Task ChangeTagAsync(string key, Func<string?, string> change, CancellationToken cancellationToken)
    {
        string? before = _gathered.GetValueOrDefault(key) ?? StartedWith.Tags.GetValueOrDefault(key);
        await TryOnceAsync(async once => before = (await once.GetRunAsync(RunId, cancellationToken)).Tags.GetValueOrDefault(key));
        SetTag(key, _gathered[key] = change(before));
        await FlushAsync(cancellationToken);
    }

    private async Task KeepArtifactAsync(string path, Stream content, CancellationToken cancellationToken) =>
        await KeepAsync(new LogItem { Artifact = await SpilledArtifact.KeepAsync(_spillFolder!, RunId, path, content, cancellationToken) }, cancellationToken);

    /// <summary>Gives the queue what the store did not take.</summary>
    private async Task KeepAsync(LogItem item, CancellationToken cancellationToken)
    {
        if (!_queue!.Add(item))
            throw new TrackingException(ErrorCodes.InvalidState, $"Run {RunId} has ended, and its store is away.");
        await FlushAsync(cancellationToken);
    }

    /// <returns>False while the store is away, or something waits for it already.</returns>
    private async Task<bool> TryOnceAsync(Func<ITrackingStore, Task> action)
    {
        if (_sender!.IsBehind)
            return false;
        try
        {
            await action(_spillFolder is null ? _store! : _once!);
            return true;
        }
        catch (TrackingException error) when (_spillFolder is not null && BatchSender.MayPass(error))
        {
            return false;
        }
    }

    internal async Task DirectAsync(string operation, Func<ITrackingStore, Task> action)
    {
        if (_store is null)
            return;
        try
        {
            await action(_store);
        }
        catch (Exception error) when (_onFailure == StoreFailure.Report && error is TrackingException or IOException or UnauthorizedAccessException)
        {
            OnFault(new TrackingFault(operation, error, 0));
        }
    }

    private void OnFault(TrackingFault fault)
    {
        _logger.LogError("Tracking failed to {Operation} of run {RunId} ({Lost} items lost): {Message}", fault.Operation, RunId, fault.LostItems, fault.Error.Message);
        _logger.LogDebug(fault.Error, "The fault in detail.");
        Interlocked.CompareExchange(ref _pendingFault, fault, null);
        Faulted?.Invoke(fault);
    }

    private void OnFellBehind(string path, Exception error)
    {
        _logger.LogWarning("The store is away; what run {RunId} logs is kept in '{Path}' until it is back: {Message}", RunId, path, error.Message);
        Faulted?.Invoke(new TrackingFault("reach the store", error, 0));
    }

    private void OnStillAway(Exception error) => _logger.LogDebug(error, "The store of run {RunId} is still away.", RunId);

    private void OnCaughtUp() => _logger.LogInformation("The store is back and has everything of run {RunId}.", RunId);

    private void ThrowPending()
    {
        if (_onFailure == StoreFailure.Throw && Interlocked.Exchange(ref _pendingFault, null) is { } fault)
        {
            string code = (fault.Error as TrackingException)?.ErrorCode ?? ErrorCodes.InternalError;
            throw new TrackingException(code, $"Run {RunId}: failed to {fault.Operation} ({fault.LostItems} items lost): {fault.Error.Message}", fault.Error);
        }
    }

    private void OnProcessExit(object? sender, EventArgs args) => EndBeforeExit(RunStatus.Killed);

    private void OnUnhandledException(object? sender, UnhandledExceptionEventArgs args) => EndBeforeExit(RunStatus.Failed);

    private void EndBeforeExit(RunStatus status)
    {
        try
        {
            EndAsync(status, TimeSpan.Zero).Wait(ExitPatience);
        }
        catch (AggregateException error)
        {
            _logger.LogError(error, "Run {RunId} could not be marked as {Status}.", RunId, status.ToName());
        }
    }
}
