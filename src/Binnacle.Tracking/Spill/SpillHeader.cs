namespace Binnacle.Tracking;

/// <summary>What a spill file belongs to.</summary>
/// <param name="StoreUri">The store, without credentials.</param>
/// <param name="RunId">The run.</param>
/// <param name="RunName">Its name.</param>
internal sealed record SpillHeader(string StoreUri, string RunId, string RunName);
