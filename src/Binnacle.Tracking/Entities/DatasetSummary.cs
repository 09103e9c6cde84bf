namespace Binnacle.Tracking;

/// <summary>A data set that runs of an experiment read.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Name">Name of the data set.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="Context">What it was used for; null when that was not said.</param>
public sealed record DatasetSummary(string ExperimentId, string Name, string Digest, string? Context);
