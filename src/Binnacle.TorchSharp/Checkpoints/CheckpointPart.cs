namespace Binnacle.TorchSharp;

/// <summary>A file of a checkpoint, as its manifest lists it.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its content, in lower hexadecimal.</param>
public sealed record CheckpointPart(string File, long Bytes, string Sha256);
