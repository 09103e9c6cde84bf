namespace Binnacle.Jobs;

/// <summary>One job of a sweep, told completely, so that any process can run it.</summary>
public sealed record JobDescription
{
    /// <summary>The job's name, which is also its config's name.</summary>
    public required string JobName { get; init; }

    /// <summary>The job's overrides, of the configuration and of hydra, in Hydra's grammar.</summary>
    public required IReadOnlyList<string> Overrides { get; init; }

    /// <summary>The sweep that the job belongs to, with the job's number in it.</summary>
    public required SweepContext Sweep { get; init; }

    /// <summary>Environment variables that are set for the job.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the job's configuration comes from.</summary>
    public required ConfigSourceDescription Source { get; init; }

    /// <summary>The job's number in the sweep, from 0.</summary>
    public int Number => Sweep.JobNumber;

    /// <summary>The sweep's subfolder of the job, absolute.</summary>
    public required string Folder { get; init; }
}
