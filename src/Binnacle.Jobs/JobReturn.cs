namespace Binnacle.Jobs;

/// <summary>What came of one job of a sweep.</summary>
/// <param name="Number">The job's number in the sweep.</param>
/// <param name="Status">How it ended.</param>
public sealed record JobReturn(int Number, JobStatus Status)
{
    /// <summary>The objective values; empty unless the job completed with some.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Why the job failed, for people; null unless it did.</summary>
    public string? Error { get; init; }
}
