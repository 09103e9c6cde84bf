namespace Binnacle.Server.Ui.Runs;

/// <summary>Neighbouring runs of a list that belong together.</summary>
/// <param name="Value">The value that they share, or the id of the run that the others are nested in; null for runs without one.</param>
/// <param name="Start">Place of its first run in the list.</param>
/// <param name="Count">How many runs it has; for nested runs with the outer one, which is the first.</param>
internal sealed record RunGroup(string? Value, int Start, int Count);
