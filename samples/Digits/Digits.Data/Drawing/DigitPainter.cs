namespace Digits.Data.Drawing;

/// <summary>Paints one digit: strokes, moved and distorted by chance, with a pen of random thickness, and noise.</summary>
internal static class DigitPainter
{
    /// <summary>Pixels along a side.</summary>
    public const int Side = 28;

    /// <param name="digit">0 to 9.</param>
    /// <param name="random">The image's own stream.</param>
    /// <param name="pixels">The image, row by row; 255 is full ink.</param>
    public static void Paint(int digit, SplitMix random, Span<byte> pixels)
    {
        Stroke[] strokes = DigitShapes.Draw(digit, random);
        var distortion = new Distortion(random);
        double pen = random.Between(Difficulty.ThinnestPen, Difficulty.ThickestPen);
        double ink = random.Between(Difficulty.PalestInk, 1);
        double noise = random.Between(0, Difficulty.Noise);

        Span<double> canvas = stackalloc double[Side * Side];
        canvas.Clear();
        foreach (Stroke stroke in strokes)
        {
            Point[] path = stroke.Moved(point => point + Jitter(random)).Flatten();
            for (int index = 0; index + 1 < path.Length; index++)
                PaintLine(canvas, distortion.Apply(path[index]), distortion.Apply(path[index + 1]), pen);
        }

        for (int index = 0; index < pixels.Length; index++)
            pixels[index] = (byte)(Math.Clamp(ink * canvas[index] + noise * random.Normal(), 0, 1) * 255 + 0.5);
    }

    private static Point Jitter(SplitMix random) => new(Difficulty.Jitter * random.Normal(), Difficulty.Jitter * random.Normal());

    /// <summary>Inks the pixels near a line; the pen's edge is one pixel soft.</summary>
    private static void PaintLine(Span<double> canvas, Point from, Point to, double pen)
    {
        double reach = pen + 1;
        int top = Pixel(Math.Min(from.Y, to.Y) - reach);
        int bottom = Pixel(Math.Max(from.Y, to.Y) + reach);
        int left = Pixel(Math.Min(from.X, to.X) - reach);
        int right = Pixel(Math.Max(from.X, to.X) + reach);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                double ink = Math.Clamp(pen + 0.5 - Distance(new(column, row), from, to), 0, 1);
                canvas[row * Side + column] = Math.Max(canvas[row * Side + column], ink);
            }
        }
    }

    private static int Pixel(double position) => (int)Math.Clamp(position, 0, Side - 1);

    private static double Distance(Point point, Point from, Point to)
    {
        Point line = to - from;
        double square = line.Dot(line);
        double along = square > 0 ? Math.Clamp((point - from).Dot(line) / square, 0, 1) : 0;
        Point away = point - (from + along * line);
        return Math.Sqrt(away.Dot(away));
    }
}
