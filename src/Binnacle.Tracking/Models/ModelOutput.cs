namespace Binnacle.Tracking;

/// <summary>A logged model that a run made.</summary>
/// <param name="ModelId">The logged model.</param>
/// <param name="Step">The training step at which it was made.</param>
public readonly record struct ModelOutput(string ModelId, long Step);
