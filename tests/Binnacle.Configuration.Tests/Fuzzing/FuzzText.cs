namespace Binnacle.Configuration.Tests;

/// <summary>An input of a fuzz test.</summary>
/// <param name="Text">The text.</param>
/// <param name="FromGolden">It is a mutation of golden inputs.</param>
internal readonly record struct FuzzText(string Text, bool FromGolden);
