namespace Digits.Data;

/// <summary>Brings pixels to mean 0 and deviation 1 of the training images; a model must see all its images so.</summary>
/// <param name="Mean">Mean of the training pixels, from 0 to 1.</param>
/// <param name="Deviation">Deviation of the training pixels, above 0.</param>
public sealed record ImageNormalization(double Mean, double Deviation)
{
    /// <summary>Takes mean and deviation of pixels; the same on every system, for the sums are whole numbers.</summary>
    public static ImageNormalization Of(ReadOnlySpan<byte> pixels)
    {
        long sum = 0;
        long squares = 0;
        foreach (byte pixel in pixels)
        {
            sum += pixel;
            squares += pixel * pixel;
        }

        double mean = (double)sum / pixels.Length;
        double variance = (double)squares / pixels.Length - mean * mean;
        return new(mean / 255, variance > 0 ? Math.Sqrt(variance) / 255 : 1);
    }

    /// <summary>The normalised pixels, in the same order.</summary>
    public float[] Apply(ReadOnlySpan<byte> pixels)
    {
        Span<float> table = stackalloc float[256];
        for (int value = 0; value < table.Length; value++)
            table[value] = (float)((value / 255.0 - Mean) / Deviation);

        float[] normalized = new float[pixels.Length];
        for (int index = 0; index < normalized.Length; index++)
            normalized[index] = table[pixels[index]];
        return normalized;
    }
}
