namespace Binnacle.Tuning;

/// <summary>A storage in which workers show that they are alive, so that others find the trials of those that died.</summary>
public interface IHeartbeatStorage : IStudyStorage
{
    /// <summary>Notes that the worker of a running trial is alive now.</summary>
    void RecordHeartbeat(long trialId);

    /// <summary>The running trials that have a heartbeat, but none for longer than the grace period. By the storage's own clock.</summary>
    IReadOnlyList<FrozenTrial> GetStaleTrials(long studyId, TimeSpan gracePeriod);
}
