namespace Binnacle.Tuning;

public sealed partial class Study
{
    private readonly HeartbeatOptions? _heartbeat;

    /// <summary>Fails the running trials whose workers have died, by <see cref="StudyOptions.Heartbeat"/>, and calls its callback for each.</summary>
    /// <returns>The trials that this call failed.</returns>
    /// <exception cref="TuningException">The study has heartbeats, and its storage does not keep any.</exception>
    public IReadOnlyList<FrozenTrial> FailStaleTrials()
    {
        if (_heartbeat is not { } options)
            return [];
        List<FrozenTrial> failed = [];
        foreach (FrozenTrial stale in Heartbeats.GetStaleTrials(Id, options.GracePeriod ?? options.Interval * 2))
        {
            try
            {
                Storage.FinishTrial(stale.Id, TrialState.Fail, null);
                failed.Add(Storage.GetTrial(stale.Id));
            }
            catch (TrialFinishedException)
            {
                // Another worker has failed it, or its own has finished it after all.
            }
        }

        foreach (FrozenTrial trial in failed)
            options.OnStaleTrial?.Invoke(this, trial);
        return failed;
    }

    /// <summary>Notes heartbeats of a running trial until the result is disposed; does nothing without <see cref="StudyOptions.Heartbeat"/>.</summary>
    /// <remarks><c>Optimize</c> does it by itself; for trials that are asked and told.</remarks>
    /// <exception cref="TuningException">The storage does not keep heartbeats.</exception>
    public IDisposable? KeepAlive(Trial trial)
    {
        if (_heartbeat is not { } options)
            return null;
        Heartbeats.RecordHeartbeat(trial.Id);
        return new Timer(_ => Beat(trial), null, options.Interval, options.Interval);
    }

    private IHeartbeatStorage Heartbeats => Storage as IHeartbeatStorage
        ?? throw new TuningException($"Study '{Name}' has heartbeats, which {Storage.GetType().Name} does not keep; use a database.");

    private void Beat(Trial trial)
    {
        try
        {
            Heartbeats.RecordHeartbeat(trial.Id);
        }
        catch (Exception error) when (error is TuningException or ObjectDisposedException)
        {
            Warn($"Trial {trial.Number}: its heartbeat could not be noted: {error.Message}");
        }
    }
}
