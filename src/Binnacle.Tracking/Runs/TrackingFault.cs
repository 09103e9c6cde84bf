namespace Binnacle.Tracking;

/// <summary>Something that a run handle could not write.</summary>
/// <param name="Operation">What was tried.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="LostItems">How many metrics, parameters and tags were given up.</param>
public sealed record TrackingFault(string Operation, Exception Error, int LostItems);
