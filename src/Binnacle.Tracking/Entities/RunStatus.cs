namespace Binnacle.Tracking;

/// <summary>How far a run has come. The numbers are MLflow's and stand in its files.</summary>
public enum RunStatus
{
    /// <summary>The run is being written to.</summary>
    Running = 1,

    /// <summary>The run waits for its turn.</summary>
    Scheduled = 2,

    /// <summary>The run ended as intended.</summary>
    Finished = 3,

    /// <summary>The run ended with an error.</summary>
    Failed = 4,

    /// <summary>The run was stopped from outside, for example by Ctrl+C.</summary>
    Killed = 5,
}
