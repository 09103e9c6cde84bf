namespace Binnacle.Tuning;

/// <summary>Where a trial stands. The numbers are Optuna's, used in its journal.</summary>
public enum TrialState
{
    /// <summary>Asked, not yet told.</summary>
    Running = 0,

    /// <summary>Finished with a value for every objective.</summary>
    Complete = 1,

    /// <summary>Stopped early because it was not promising; may carry its last intermediate value.</summary>
    Pruned = 2,

    /// <summary>Ended without usable values.</summary>
    Fail = 3,

    /// <summary>Enqueued: its parameters, or some of them, are fixed; nobody has claimed it yet.</summary>
    Waiting = 4,
}
