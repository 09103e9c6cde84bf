using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Binnacle.Tracking;

/// <summary>Starts, resumes and finds runs in a store.</summary>
/// <remarks>
/// Where the caller names nothing, MLflow's variables are heeded: <c>MLFLOW_TRACKING_URI</c>, <c>MLFLOW_EXPERIMENT_NAME</c>,
/// <c>MLFLOW_EXPERIMENT_ID</c>, <c>MLFLOW_RUN_CONTEXT</c> (tags of new runs, in JSON) and <c>MLFLOW_RUN_ID</c>, the run that the first started
/// run resumes. Safe for several threads.
/// </remarks>
public sealed class TrackingClient
{
    private readonly TrackingClientOptions _options;
    private int _runVariableUsed;

    /// <summary>A client of a store.</summary>
    public TrackingClient(ITrackingStore store, TrackingClientOptions? options = null)
    {
        Store = store;
        _options = options ?? new TrackingClientOptions();
    }

    /// <summary>The store, for every operation that is not offered here.</summary>
    public ITrackingStore Store { get; }

    /// <summary>A client of the store that a URI names; see <see cref="TrackingStore.Open"/>.</summary>
    public static TrackingClient Open(string? trackingUri = null, TrackingClientOptions? options = null)
    {
        options ??= new TrackingClientOptions();
        string? uri = string.IsNullOrEmpty(trackingUri) ? options.Environment(TrackingStore.UriVariable) : trackingUri;
        return new TrackingClient(TrackingStore.Open(uri, options.TimeProvider, options.Logger), options);
    }

    /// <summary>The active experiment of a name, made when there is none.</summary>
    /// <exception cref="TrackingException">The experiment was deleted.</exception>
    public async Task<Experiment> GetOrCreateExperimentAsync(string name, CancellationToken cancellationToken = default)
    {
        Experiment? experiment = await Store.GetExperimentByNameAsync(name, cancellationToken);
        if (experiment is null)
        {
            try
            {
                string id = await Store.CreateExperimentAsync(name, cancellationToken: cancellationToken);
                return await Store.GetExperimentAsync(id, cancellationToken);
            }
            catch (TrackingException taken) when (taken.ErrorCode == ErrorCodes.ResourceAlreadyExists)
            {
                // Another process was faster.
                experiment = await Store.GetExperimentByNameAsync(name, cancellationToken);
                if (experiment is null)
                    throw;
            }
        }

        if (experiment.LifecycleStage == LifecycleStage.Deleted)
        {
            throw TrackingException.Invalid($"Cannot use the deleted experiment '{name}' (id {experiment.ExperimentId}). "
                + "Restore it, or delete it permanently to make a new one of that name.");
        }

        return experiment;
    }

    /// <summary>Starts a run, or resumes the one that <c>MLFLOW_RUN_ID</c> names.</summary>
    public async Task<ActiveRun> StartRunAsync(RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RunOptions();
        if (_options.Environment("MLFLOW_RUN_ID") is { Length: > 0 } runId && Interlocked.Exchange(ref _runVariableUsed, 1) == 0)
            return await ResumeRunAsync(runId, options, cancellationToken);

        string experimentId = await ExperimentOfAsync(options, cancellationToken) ?? FileTrackingStore.DefaultExperimentId;
        Dictionary<string, string> tags = TagsOf(options);
        Run run = await Store.CreateRunAsync(
            new RunCreation
            {
                ExperimentId = experimentId,
                RunName = options.RunName,
                UserId = tags.GetValueOrDefault(ReservedTags.User, ""),
                StartTime = Now,
                Tags = tags,
            },
            cancellationToken);
        return Activate(run, options);
    }

    /// <summary>Goes on with a run: its status becomes RUNNING again and this process its owner.</summary>
    /// <exception cref="TrackingException">There is no such run, it is deleted, it lies in another experiment than the options name, or its process still lives.</exception>
    public async Task<ActiveRun> ResumeRunAsync(string runId, RunOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RunOptions();
        Run run = await Store.GetRunAsync(runId, cancellationToken);
        if (RunOwner.Check(run) is { IsAlive: true } liveness && RunOwner.Of(run) is { } owner && owner != RunOwner.Current)
            throw new TrackingException(ErrorCodes.InvalidState, $"Run '{run.Info.RunName}' ({runId}) cannot be resumed: {liveness.Reason}.");
        if ((options.ExperimentName ?? options.ExperimentId) is not null && await ExperimentOfAsync(options, cancellationToken) is { } wanted && wanted != run.Info.ExperimentId)
        {
            throw TrackingException.Invalid($"Run '{runId}' belongs to experiment '{run.Info.ExperimentId}', not to the experiment '{wanted}' that was asked for.");
        }

        await Store.UpdateRunAsync(runId, new RunUpdate { Status = RunStatus.Running, ClearEndTime = true, RunName = options.RunName }, cancellationToken);
        foreach ((string key, string value) in ResumeTagsOf(options))
            await Store.SetTagAsync(runId, new Tag(key, value), cancellationToken);
        return Activate(await Store.GetRunAsync(runId, cancellationToken), options);
    }

    /// <summary>
    /// Starts a run; when the store fails, says so to the log and gives a handle that stores nothing, so that the work can go on.
    /// Later failures are reported in the same way (<see cref="StoreFailure.Report"/>).
    /// </summary>
    /// <param name="options">The run.</param>
    /// <param name="onFault">Told of the failure to start, and of every later one. Default: nobody.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<ActiveRun> TryStartRunAsync(
        RunOptions? options = null, Action<TrackingFault>? onFault = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new RunOptions()) with { OnStoreFailure = StoreFailure.Report };
        try
        {
            ActiveRun run = await StartRunAsync(options, cancellationToken);
            if (onFault is not null)
                run.Faulted += onFault;
            return run;
        }
        catch (Exception error) when (error is TrackingException or IOException or UnauthorizedAccessException)
        {
            _options.Logger.LogError("Work goes on without tracking; '{Uri}' failed to start a run: {Message}", Store.Uri, error.Message);
            _options.Logger.LogDebug(error, "The fault in detail.");
            onFault?.Invoke(new TrackingFault("start the run", error, 0));
            return ActiveRun.Detached(options.RunName);
        }
    }

    /// <summary>
    /// Runs work inside a run and ends it accordingly: FINISHED, FAILED after an exception, KILLED after a cancellation. The exception goes on.
    /// </summary>
    public async Task RunAsync(RunOptions options, Func<ActiveRun, CancellationToken, Task> work, CancellationToken cancellationToken = default)
    {
        await using ActiveRun run = await StartRunAsync(options, cancellationToken);
        try
        {
            await work(run, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await run.KillAsync();
            throw;
        }
        catch
        {
            await run.FailAsync();
            throw;
        }

        await run.FinishAsync();
    }

    /// <summary>All runs that match, page after page.</summary>
    public IAsyncEnumerable<Run> FindRunsAsync(RunQuery query, CancellationToken cancellationToken = default) =>
        PagedSearch.AllAsync((token, stop) => Store.SearchRunsAsync(query with { PageToken = token }, stop), query.PageToken, cancellationToken);

    private long Now => _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    private ActiveRun Activate(Run run, RunOptions options)
    {
        ActiveRun active = new(Store, run, options.OnStoreFailure, _options);
        active.Attach(new Heartbeat(active, _options.TimeProvider));
        if (options.LogSystemMetrics ?? _options.Environment("MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING") is "1" or "true" or "True" or "TRUE")
            active.Attach(SystemMetricsMonitor.Start(active, SystemMetricsOptionsOf(options)));
        return active;
    }

    private SystemMetricsOptions SystemMetricsOptionsOf(RunOptions options)
    {
        SystemMetricsOptions defaults = new();
        return new SystemMetricsOptions
        {
            TimeProvider = _options.TimeProvider,
            Interval = options.SystemMetricsInterval ?? (NumberOf("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL") is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.Interval),
            SamplesBeforeLogging = (int)(NumberOf("MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING") ?? defaults.SamplesBeforeLogging),
            NodeId = NullIfEmpty(_options.Environment("MLFLOW_SYSTEM_METRICS_NODE_ID")),
        };
    }

    private double? NumberOf(string variable) =>
        double.TryParse(_options.Environment(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 ? number : null;

    private async Task<string?> ExperimentOfAsync(RunOptions options, CancellationToken cancellationToken)
    {
        if (options.ExperimentId is not null && options.ExperimentName is not null)
            throw new ArgumentException("Name the experiment by ExperimentId or by ExperimentName, not by both.", nameof(options));
        if (options.ExperimentId is not null)
            return options.ExperimentId;
        string? name = options.ExperimentName ?? NullIfEmpty(_options.Environment("MLFLOW_EXPERIMENT_NAME"));
        return name is not null
            ? (await GetOrCreateExperimentAsync(name, cancellationToken)).ExperimentId
            : NullIfEmpty(_options.Environment("MLFLOW_EXPERIMENT_ID"));
    }

    private Dictionary<string, string> TagsOf(RunOptions options)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        if (options.CollectEnvironmentTags)
        {
            foreach ((string key, string value) in EnvironmentTags.Collect())
                tags[key] = value;
        }

        foreach ((string key, string value) in RunContext.Parse(_options.Environment(RunContext.Variable)))
            tags[key] = value;
        foreach ((string key, string value) in ResumeTagsOf(options))
            tags[key] = value;
        return tags;
    }

    private Dictionary<string, string> ResumeTagsOf(RunOptions options)
    {
        Dictionary<string, string> tags = new(options.Tags, StringComparer.Ordinal)
        {
            [ReservedTags.Process] = RunOwner.Current.ToString(),
        };
        if (options.ParentRunId is not null)
            tags[ReservedTags.ParentRunId] = options.ParentRunId;
        if (options.Description is not null && !tags.TryAdd(ReservedTags.Note, options.Description))
            throw new ArgumentException($"The description is given twice: as Description and as the tag {ReservedTags.Note}.", nameof(options));
        return tags;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
