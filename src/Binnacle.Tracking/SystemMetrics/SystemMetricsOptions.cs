namespace Binnacle.Tracking;

/// <summary>How the use of the machine is sampled.</summary>
public sealed record SystemMetricsOptions
{
    /// <summary>Time between two samples. Default: 10 seconds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many samples are averaged into one logged point. Default: 1.</summary>
    public int SamplesBeforeLogging { get; init; } = 1;

    /// <summary>Name of this machine among several that write to the run; it becomes part of the metrics' names. Default: none.</summary>
    public string? NodeId { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
