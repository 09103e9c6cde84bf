namespace Digits.Data;

/// <summary>A file of a data set.</summary>
/// <param name="File">Its name in the folder of the set.</param>
/// <param name="Sha256">SHA-256 of its content in lower hexadecimal; of the unpacked content when the file is packed.</param>
public sealed record DataFile(string File, string Sha256);
