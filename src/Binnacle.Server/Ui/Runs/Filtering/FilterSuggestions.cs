namespace Binnacle.Server.Ui.Runs.Filtering;

/// <summary>What could stand at a place of a filter.</summary>
/// <param name="Start">First character that a suggestion replaces.</param>
/// <param name="End">First character after it.</param>
/// <param name="Items">The suggestions, best first.</param>
public sealed record FilterSuggestions(int Start, int End, IReadOnlyList<FilterSuggestion> Items);

/// <summary>One suggestion.</summary>
/// <param name="Text">What is written, with a space behind it.</param>
/// <param name="Hint">What it is.</param>
public sealed record FilterSuggestion(string Text, string Hint);
