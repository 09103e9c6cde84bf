namespace Binnacle.TorchSharp;

/// <summary>What is worth recording about a set of examples.</summary>
/// <param name="Name">What it is for: <c>train</c>, <c>test</c>.</param>
/// <param name="Examples">The number of examples.</param>
/// <param name="Shape">The shape of one example.</param>
/// <param name="Hash">A fingerprint of the content; null when there is none.</param>
public sealed record DatasetFacts(string Name, long Examples, IReadOnlyList<long> Shape, string? Hash = null);
