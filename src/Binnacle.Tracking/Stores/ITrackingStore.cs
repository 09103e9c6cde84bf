namespace Binnacle.Tracking;

/// <summary>Keeps experiments and runs. The operations, their rules and their errors are MLflow's.</summary>
/// <remarks>
/// Implementations are safe for several threads and, on one machine, for several processes. Every operation throws
/// <see cref="TrackingException"/> when it is refused (its code says why) or when the store cannot be read or written.
/// Times are milliseconds since 1970 (UTC).
/// </remarks>
public interface ITrackingStore
{
    /// <summary>Where the store is, as a tracking URI.</summary>
    string Uri { get; }

    /// <summary>The model registry in the same store.</summary>
    IModelRegistryStore ModelRegistry { get; }

    /// <summary>The logged models in the same store.</summary>
    ILoggedModelStore LoggedModels { get; }

    /// <summary>Makes an experiment and returns its id.</summary>
    /// <param name="name">Name of 1 to 500 characters, unique among active and deleted experiments.</param>
    /// <param name="artifactLocation">URI for artifacts. Default: inside the store.</param>
    /// <param name="tags">Tags to begin with.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<string> CreateExperimentAsync(
        string name, string? artifactLocation = null, IReadOnlyDictionary<string, string>? tags = null, CancellationToken cancellationToken = default);

    /// <summary>The experiment of an id, active or deleted.</summary>
    Task<Experiment> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>The experiment of a name, active or deleted; null when there is none.</summary>
    Task<Experiment?> GetExperimentByNameAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>One page of the experiments that match.</summary>
    Task<PagedList<Experiment>> SearchExperimentsAsync(ExperimentQuery query, CancellationToken cancellationToken = default);

    /// <summary>Gives an active experiment another name.</summary>
    Task RenameExperimentAsync(string experimentId, string newName, CancellationToken cancellationToken = default);

    /// <summary>Marks an active experiment and its runs as deleted.</summary>
    Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>Brings back a deleted experiment and its runs.</summary>
    Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>Sets or changes a tag of an active experiment.</summary>
    Task SetExperimentTagAsync(string experimentId, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of an active experiment.</summary>
    Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken = default);

    /// <summary>Makes a run with status <see cref="RunStatus.Running"/> in an active experiment.</summary>
    Task<Run> CreateRunAsync(RunCreation creation, CancellationToken cancellationToken = default);

    /// <summary>The run of an id, active or deleted.</summary>
    Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Changes status, end time or name of an active run.</summary>
    Task<RunInfo> UpdateRunAsync(string runId, RunUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Marks a run as deleted.</summary>
    Task DeleteRunAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Brings back a deleted run.</summary>
    Task RestoreRunAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Adds one point to a metric of an active run.</summary>
    Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken = default);

    /// <summary>Writes a parameter of an active run. The same value again is no error; another value is.</summary>
    Task LogParamAsync(string runId, Param param, CancellationToken cancellationToken = default);

    /// <summary>Sets or changes a tag of an active run. <see cref="ReservedTags.RunName"/> renames the run.</summary>
    Task SetTagAsync(string runId, Tag tag, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of an active run.</summary>
    Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken = default);

    /// <summary>Logs a batch to an active run; the whole batch is checked before anything is written.</summary>
    Task LogBatchAsync(string runId, RunBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Records data sets that an active run reads. A data set that it already has stays as it was.</summary>
    Task LogInputsAsync(string runId, IReadOnlyList<DatasetInput> inputs, CancellationToken cancellationToken = default);

    /// <summary>Records logged models that an active run reads.</summary>
    Task LogModelInputsAsync(string runId, IReadOnlyList<string> modelIds, CancellationToken cancellationToken = default);

    /// <summary>Records logged models that an active run made.</summary>
    Task LogModelOutputsAsync(string runId, IReadOnlyList<ModelOutput> outputs, CancellationToken cancellationToken = default);

    /// <summary>The data sets of experiments with the contexts they were used in, at most 1,000.</summary>
    Task<IReadOnlyList<DatasetSummary>> SearchDatasetsAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default);

    /// <summary>Whether MLflow has written traces to any of these experiments. They are kept, and can be read by MLflow only.</summary>
    Task<bool> HoldsTracesAsync(IReadOnlyList<string> experimentIds, CancellationToken cancellationToken = default) => Task.FromResult(false);

    /// <summary>All points of a metric, ordered by timestamp, then step, then value; none for an unknown metric.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric.</param>
    /// <param name="maxResults">Page size; null for all points.</param>
    /// <param name="pageToken">The page to give. Default: the first.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PagedList<Metric>> GetMetricHistoryAsync(
        string runId, string key, int? maxResults = null, string? pageToken = null, CancellationToken cancellationToken = default);

    /// <summary>The points of a metric of several runs, ordered by run id, then timestamp, step and value.</summary>
    /// <param name="runIds">The runs.</param>
    /// <param name="key">The metric.</param>
    /// <param name="maxResults">How many points to give at most, of all runs together.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<RunMetric>> GetMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxResults, CancellationToken cancellationToken = default);

    /// <summary>An even sample of the steps of a metric over several runs, and each run's first and last step: the points at those steps.</summary>
    /// <param name="runIds">The runs; the points come in their order, then by step and timestamp.</param>
    /// <param name="key">The metric.</param>
    /// <param name="maxSteps">How many steps to sample.</param>
    /// <param name="startStep">First step to look at. Null, with <paramref name="endStep"/>: 0.</param>
    /// <param name="endStep">Last step to look at. Null, with <paramref name="startStep"/>: the last.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<RunMetric>> SampleMetricHistoriesAsync(
        IReadOnlyList<string> runIds, string key, int maxSteps, long? startStep = null, long? endStep = null, CancellationToken cancellationToken = default);

    /// <summary>One page of the runs that match.</summary>
    Task<PagedList<Run>> SearchRunsAsync(RunQuery query, CancellationToken cancellationToken = default);

    /// <summary>The ids of all runs that match, in order, however many: what a table that reads its rows as they come into view is built on.</summary>
    /// <param name="query">Which runs; page size and page are not looked at.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<string>> ListRunIdsAsync(RunQuery query, CancellationToken cancellationToken = default) =>
        StoreDefaults.ListRunIdsAsync(this, query, cancellationToken);

    /// <summary>The runs of ids, active or deleted, in the order of the ids; an id that is not there is left out.</summary>
    /// <param name="runIds">The runs.</param>
    /// <param name="parts">Which of their values are needed; a store may give more. Null: all of them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<Run>> GetRunsAsync(IReadOnlyList<string> runIds, RunParts? parts = null, CancellationToken cancellationToken = default) =>
        StoreDefaults.GetRunsAsync(this, runIds, cancellationToken);

    /// <summary>The names of the parameters, metrics and tags that the runs of an experiment have, deleted runs included.</summary>
    Task<RunKeys> ListRunKeysAsync(string experimentId, CancellationToken cancellationToken = default) =>
        StoreDefaults.ListRunKeysAsync(this, experimentId, cancellationToken);

    /// <summary>Least and greatest values of metrics of runs; none for a metric that a run does not have.</summary>
    Task<IReadOnlyList<MetricSummary>> SummarizeMetricsAsync(
        IReadOnlyList<string> runIds, IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        StoreDefaults.SummarizeMetricsAsync(this, runIds, keys, cancellationToken);

    /// <summary>A value that is another one after anything was written, by whichever program; null where the store cannot tell cheaply.</summary>
    Task<string?> GetChangeStampAsync(CancellationToken cancellationToken = default) => Task.FromResult<string?>(null);

    /// <summary>Drops the points after a step, for a run that goes on from there. Each metric changes at once or not at all.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="keys">Which metrics to trim.</param>
    /// <param name="lastStep">The last step to keep.</param>
    /// <param name="cancellationToken">Stops between metrics.</param>
    /// <returns>The number of points dropped.</returns>
    Task<int> TrimMetricsAsync(string runId, Func<string, bool> keys, long lastStep, CancellationToken cancellationToken = default);

    /// <summary>Removes a deleted run for good, with all that it logged; its artifacts stay.</summary>
    /// <exception cref="TrackingException">The run is active, or there is none.</exception>
    Task EraseRunAsync(string runId, CancellationToken cancellationToken = default);

    /// <summary>Removes a deleted experiment for good, with its runs; their artifacts stay unless they lie in the experiment's folder.</summary>
    /// <exception cref="TrackingException">The experiment is active, or there is none.</exception>
    Task EraseExperimentAsync(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>The artifacts of a run.</summary>
    IArtifactStore OpenArtifacts(RunInfo run);
}
