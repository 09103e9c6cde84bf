namespace Digits.Data;

/// <summary>Images with their labels.</summary>
/// <param name="Images">The pixels, image by image, row by row; 0 is paper, 255 is ink.</param>
/// <param name="Labels">The digit of each image.</param>
public sealed record DigitSet(byte[] Images, byte[] Labels)
{
    /// <summary>Pixels along a side of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int PixelsPerImage = Side * Side;

    /// <summary>Number of different labels.</summary>
    public const int Classes = 10;

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;
}
