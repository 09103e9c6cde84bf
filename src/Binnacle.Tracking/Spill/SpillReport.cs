namespace Binnacle.Tracking;

/// <summary>What was sent of a spill file.</summary>
/// <param name="RunId">The run.</param>
/// <param name="RunName">Its name.</param>
/// <param name="StoreUri">The store that has it now.</param>
/// <param name="Points">Points of metrics that the store did not have.</param>
/// <param name="Others">Parameters, tags and data sets.</param>
/// <param name="Artifacts">Files.</param>
public sealed record SpillReport(string RunId, string RunName, string StoreUri, int Points, int Others, int Artifacts);
