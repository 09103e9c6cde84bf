using Digits.Data.Drawing;

namespace Digits.Data;

/// <summary>Draws sets of digits: the same seed gives the same pixels on every system.</summary>
public static class DigitArtist
{
    /// <summary>Draws a set; the labels are balanced and in random order.</summary>
    /// <param name="seed">Chooses the set.</param>
    /// <param name="split">Chooses among independent sets of one seed: 0 for training, 1 for test.</param>
    /// <param name="count">Number of images.</param>
    /// <param name="painted">Called with 1 after each image, from several threads; null for nothing.</param>
    public static DigitSet Draw(ulong seed, ulong split, int count, Action<int>? painted = null)
    {
        byte[] labels = Labels(SplitMix.Of(seed, split), count);
        byte[] images = new byte[count * DigitSet.PixelsPerImage];
        Parallel.For(0, count, index =>
        {
            Span<byte> image = images.AsSpan(index * DigitSet.PixelsPerImage, DigitSet.PixelsPerImage);
            DigitPainter.Paint(labels[index], SplitMix.Of(seed, split, (ulong)index + 1), image);
            painted?.Invoke(1);
        });
        return new DigitSet(images, labels);
    }

    private static byte[] Labels(SplitMix random, int count)
    {
        byte[] labels = new byte[count];
        for (int index = 0; index < count; index++)
        {
            int other = random.Below(index + 1);
            labels[index] = labels[other];
            labels[other] = (byte)(index % DigitSet.Classes);
        }

        return labels;
    }
}
