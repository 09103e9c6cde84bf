namespace Binnacle.Tuning;

/// <summary>The hypervolume after a trial.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Volume">What the feasible trials up to it dominate.</param>
public sealed record HypervolumePoint(int Number, double Volume);
