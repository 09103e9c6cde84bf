namespace Digits.Data;

/// <summary>What the manifest says of the training or the test images.</summary>
/// <param name="Count">Number of images.</param>
/// <param name="ClassCounts">Number of images of each digit, from 0 to 9.</param>
/// <param name="Images">The normalised images: IDX floats, count x 28 x 28.</param>
/// <param name="Labels">The labels: IDX bytes.</param>
public sealed record SplitManifest(int Count, IReadOnlyList<int> ClassCounts, DataFile Images, DataFile Labels);
