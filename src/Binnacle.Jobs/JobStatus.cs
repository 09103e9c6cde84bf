namespace Binnacle.Jobs;

/// <summary>How a job ended.</summary>
public enum JobStatus
{
    /// <summary>It returned.</summary>
    Completed,

    /// <summary>It threw, or its process died.</summary>
    Failed,

    /// <summary>It was stopped before its end.</summary>
    Cancelled,
}
