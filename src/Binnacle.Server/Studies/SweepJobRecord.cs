namespace Binnacle.Server.Studies;

/// <summary>What a sweep wrote down about one of its jobs.</summary>
/// <param name="Number">Its number in the sweep, from 0.</param>
internal sealed record SweepJobRecord(int Number)
{
    /// <summary>The overrides that make it differ from the others.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Its folder; null before it was launched.</summary>
    public string? Folder { get; init; }

    /// <summary>When it was launched; null before.</summary>
    public DateTimeOffset? Launched { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary><c>Completed</c>, or another word of the job host; null before the end.</summary>
    public string? Status { get; init; }

    /// <summary>What it returned.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Why it failed; null when it did not.</summary>
    public string? Error { get; init; }
}
