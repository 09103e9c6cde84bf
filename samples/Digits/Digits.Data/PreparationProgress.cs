namespace Digits.Data;

/// <summary>How far the preparation of the data is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Done">Pieces of the step that are done.</param>
/// <param name="Total">Pieces of the step.</param>
public readonly record struct PreparationProgress(string Step, int Done, int Total);
