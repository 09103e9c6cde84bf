namespace Binnacle.Tracking;

/// <summary>Whether a run may still be written by its process, and how that is known.</summary>
/// <param name="IsAlive">Whether it must be left alone.</param>
/// <param name="Reason">Why, to be shown in an error: a clause without a capital or full stop.</param>
public sealed record RunLiveness(bool IsAlive, string Reason);
