namespace Digits.Data;

/// <summary>Normalised images with their labels.</summary>
/// <param name="Images">Count x 28 x 28 pixels, image by image, row by row.</param>
/// <param name="Labels">The digit of each image.</param>
public sealed record ProcessedSplit(float[] Images, byte[] Labels)
{
    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;
}
