namespace Binnacle.Jobs.Integrations;

/// <summary>How a job's run is tracked.</summary>
public sealed record JobRunOptions
{
    /// <summary>The store (<c>./mlruns</c>, <c>sqlite:///mlflow.db</c>, …); null for the variable <c>MLFLOW_TRACKING_URI</c>, or else MLflow's default.</summary>
    public string? TrackingUri { get; init; }

    /// <summary>The experiment, made when there is none; null for MLflow's variables, or else the default experiment.</summary>
    public string? ExperimentName { get; init; }

    /// <summary>
    /// The first part of the run's name: <c>NAME-SECONDS</c>, or <c>NAME-hp-SECONDS</c> in a sweep. Default: the job's name.
    /// </summary>
    public string? RunName { get; init; }

    /// <summary>Whether the use of processor, memory, disk and network is logged. Default: true.</summary>
    public bool LogSystemMetrics { get; init; } = true;

    /// <summary>The clock that names the run. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
