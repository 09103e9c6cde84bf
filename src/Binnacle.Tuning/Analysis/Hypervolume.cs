using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>The volume that points dominate up to a reference point, in loss space: larger is better.</summary>
public static class Hypervolume
{
    /// <summary>The volume.</summary>
    /// <param name="losses">Points that are in no coordinate worse than the reference point.</param>
    /// <param name="reference">The reference point.</param>
    /// <returns>0 without points; infinity when the reference point is not finite, or the volume has no bound.</returns>
    /// <exception cref="ArgumentException">A point is worse than the reference point.</exception>
    public static double Of(IReadOnlyList<double[]> losses, ReadOnlySpan<double> reference)
    {
        foreach (double[] point in losses)
        {
            for (int i = 0; i < point.Length; i++)
            {
                if (!(point[i] <= reference[i]))
                    throw new ArgumentException($"Every point must be at most the reference point, found {PythonJson.Write(point)}.", nameof(losses));
            }
        }

        if (!AllFinite(reference))
            return double.PositiveInfinity;
        var (unique, _) = ParetoFront.Unique(losses);
        bool[] front = ParetoFront.OfUniqueSorted(unique);
        return OfFront([.. unique.Where((_, index) => front[index])], reference);
    }

    /// <summary>The volume of points that do not dominate each other; equal points may occur.</summary>
    internal static double OfFront(double[][] front, ReadOnlySpan<double> reference)
    {
        if (!AllFinite(reference))
            return double.PositiveInfinity;
        if (front.Length == 0)
            return 0;
        double[][] sorted = [.. ArgSort.Of([.. front.Select(point => point[0])]).Select(index => front[index])];
        double volume = reference.Length switch
        {
            2 => OfTwo(sorted, reference),
            3 => OfThree(sorted, reference),
            _ => OfMany(sorted, reference),
        };
        return double.IsFinite(volume) ? volume : double.PositiveInfinity;
    }

    /// <summary>The box from a point to the reference point.</summary>
    internal static double Box(ReadOnlySpan<double> point, ReadOnlySpan<double> reference)
    {
        double volume = 1;
        for (int i = 0; i < point.Length; i++)
            volume *= reference[i] - point[i];
        return volume;
    }

    /// <summary>For each coordinate the worse of two points.</summary>
    internal static double[] Worse(double[] first, double[] second)
    {
        double[] worse = new double[first.Length];
        for (int i = 0; i < worse.Length; i++)
            worse[i] = Math.Max(first[i], second[i]);
        return worse;
    }

    internal static bool AllFinite(ReadOnlySpan<double> point)
    {
        foreach (double coordinate in point)
        {
            if (!double.IsFinite(coordinate))
                return false;
        }

        return true;
    }

    private static double OfTwo(double[][] sorted, ReadOnlySpan<double> reference)
    {
        double volume = 0, above = reference[1];
        foreach (double[] point in sorted)
        {
            volume += (reference[0] - point[0]) * (above - point[1]);
            above = point[1];
        }

        return volume;
    }

    // A grid over the first two coordinates; each cell is as deep as the deepest point at or before it in both.
    private static double OfThree(double[][] sorted, ReadOnlySpan<double> reference)
    {
        int count = sorted.Length;
        int[] byY = ArgSort.Of([.. sorted.Select(point => point[1])]);
        double[] depths = new double[count * count];
        for (int column = 0; column < count; column++)
            depths[byY[column] * count + column] = reference[2] - sorted[byY[column]][2];
        double volume = 0;
        for (int row = 0; row < count; row++)
        {
            double area = 0, running = 0;
            for (int column = 0; column < count; column++)
            {
                ref double depth = ref depths[row * count + column];
                if (row > 0)
                    depth = Math.Max(depth, depths[(row - 1) * count + column]);
                running = depth = Math.Max(depth, running);
                double y = sorted[byY[column]][1];
                area += running * ((column + 1 < count ? sorted[byY[column + 1]][1] : reference[1]) - y);
            }

            volume += area * ((row + 1 < count ? sorted[row + 1][0] : reference[0]) - sorted[row][0]);
        }

        return volume;
    }

    // WFG: each point adds what the points after it do not dominate.
    private static double OfMany(double[][] points, ReadOnlySpan<double> reference)
    {
        double[] boxes = new double[points.Length];
        for (int i = 0; i < boxes.Length; i++)
            boxes[i] = Box(points[i], reference);
        if (points.Length == 1)
            return boxes[0];
        if (points.Length == 2)
            return boxes[0] + boxes[1] - Box(Worse(points[0], points[1]), reference);
        double volume = 0;
        for (int i = 0; i < points.Length - 1; i++)
            volume += Exclusive(points, i, boxes[i], reference);
        return boxes[^1] + volume;
    }

    private static double Exclusive(double[][] points, int index, double box, ReadOnlySpan<double> reference)
    {
        double[][] limited = [.. points.Skip(index + 1).Select(point => Worse(points[index], point))];
        if (limited.Length > 3)
        {
            bool[] front = ParetoFront.Of(limited);
            limited = [.. limited.Where((_, place) => front[place])];
        }

        return box - OfMany(limited, reference);
    }
}
