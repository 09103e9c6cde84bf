namespace Binnacle.Tracking;

/// <summary>A file or folder among a run's artifacts.</summary>
/// <param name="Path">Its path from the run's artifact root, with forward slashes.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Length in bytes; null for a folder.</param>
public sealed record ArtifactInfo(string Path, bool IsFolder, long? Size);
