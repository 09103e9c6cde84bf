namespace Binnacle.Tuning;

/// <summary>How the workers of a study show that they are alive. Needs a storage that keeps heartbeats (<see cref="IHeartbeatStorage"/>).</summary>
/// <remarks>
/// While <see cref="Study.Optimize(Func{Trial, double}, OptimizeOptions)"/> runs a trial, it notes a heartbeat again and again; before each
/// trial it fails those trials of the study, of any worker, whose heartbeats have stopped.
/// </remarks>
public sealed record HeartbeatOptions
{
    /// <summary>The time between two heartbeats. Default: one minute.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A trial without a heartbeat for longer is failed. Default: null, which is twice <see cref="Interval"/>.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>Called for each trial that was failed, e.g. <see cref="RetryFailedTrialCallback.Invoke"/>. Default: nobody.</summary>
    public Action<Study, FrozenTrial>? OnStaleTrial { get; init; }
}
