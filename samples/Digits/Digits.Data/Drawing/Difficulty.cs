namespace Digits.Data.Drawing;

/// <summary>
/// How much the drawn digits differ from each other: so much that a linear classifier of the pixels stays below 90 %, while a
/// small convolutional network passes 97 %.
/// </summary>
internal static class Difficulty
{
    /// <summary>Deviation of the elastic pull, in parts of the digit's box.</summary>
    public const double Elastic = 0.05;

    /// <summary>Deviation of every point of a stroke, in parts of the digit's box.</summary>
    public const double Jitter = 0.02;

    /// <summary>Tangent of half the largest turn: 0.15 is 17 degrees.</summary>
    public const double HalfTurn = 0.15;

    /// <summary>Largest slant, sideways shift per height.</summary>
    public const double Slant = 0.25;

    /// <summary>Largest shift from the middle, in pixels.</summary>
    public const double Shift = 3;

    /// <summary>Narrowest digit, in pixels.</summary>
    public const double SmallestWidth = 9;

    /// <summary>Widest digit, in pixels.</summary>
    public const double LargestWidth = 16;

    /// <summary>Lowest digit, in pixels.</summary>
    public const double SmallestHeight = 15;

    /// <summary>Highest digit, in pixels.</summary>
    public const double LargestHeight = 20;

    /// <summary>Half of the thinnest pen's width, in pixels.</summary>
    public const double ThinnestPen = 0.6;

    /// <summary>Half of the thickest pen's width, in pixels.</summary>
    public const double ThickestPen = 1.5;

    /// <summary>Palest ink; 1 is full.</summary>
    public const double PalestInk = 0.7;

    /// <summary>Largest deviation of the noise that is added to every pixel; full ink is 1.</summary>
    public const double Noise = 0.12;
}
