namespace Binnacle.Tracking;

/// <summary>How to start or resume a run.</summary>
public sealed record RunOptions
{
    /// <summary>
    /// Name of the experiment; made when there is none. Default: the variable <c>MLFLOW_EXPERIMENT_NAME</c>, else the experiment of
    /// <c>MLFLOW_EXPERIMENT_ID</c>, else the default experiment <c>0</c>.
    /// </summary>
    public string? ExperimentName { get; init; }

    /// <summary>Id of the experiment; excludes <see cref="ExperimentName"/>.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>Name of the run. Default: a generated one; a resumed run keeps its name.</summary>
    public string? RunName { get; init; }

    /// <summary>The run that this one is nested in. Default: none.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Description in Markdown. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>Further tags; they win over those collected from the environment.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether user, program and git commit are recorded as tags. Default: true.</summary>
    public bool CollectEnvironmentTags { get; init; } = true;

    /// <summary>Whether use of processor, memory, disk, network and GPU is logged. Default: the variable <c>MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING</c>, else false.</summary>
    public bool? LogSystemMetrics { get; init; }

    /// <summary>Time between two samples of system metrics. Default: the variable <c>MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL</c> in seconds, else 10 seconds.</summary>
    public TimeSpan? SystemMetricsInterval { get; init; }

    /// <summary>What a failing store does to the caller. Default: <see cref="StoreFailure.Throw"/>; <see cref="TrackingClient.TryStartRunAsync"/> always reports.</summary>
    public StoreFailure OnStoreFailure { get; init; } = StoreFailure.Throw;
}
