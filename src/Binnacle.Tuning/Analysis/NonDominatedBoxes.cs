namespace Binnacle.Tuning;

/// <summary>Divides the region that no point of a front dominates, up to a reference point, into boxes that do not overlap.</summary>
/// <remarks>R. Lacour, K. Klamroth, C. Fonseca, "A box decomposition algorithm to compute the hypervolume indicator" (2017).</remarks>
internal static class NonDominatedBoxes
{
    /// <param name="front">Points in loss space that do not dominate each other.</param>
    /// <param name="reference">A point that all of them dominate.</param>
    /// <returns>For each box the corner with the smallest losses, whose first is minus infinity, and the opposite corner.</returns>
    public static (double[] Low, double[] High)[] Of(IReadOnlyList<double[]> front, double[] reference)
    {
        int objectives = reference.Length;
        List<Corner> corners = [Corner.Of(reference)];
        foreach (double[] point in front)
        {
            List<Corner> next = [];
            foreach (Corner corner in corners)
            {
                if (corner.IsAbove(point))
                    next.AddRange(Enumerable.Range(0, objectives).Select(axis => corner.MovedTo(point, axis)).OfType<Corner>());
                else
                    next.Add(corner);
            }

            corners = next;
        }

        return [.. corners.Select(corner => (corner.Low(), corner.High))];
    }

    // A local upper bound, and for each axis the point that bounds it there.
    private sealed record Corner(double[] High, double[][] Bounding)
    {
        public static Corner Of(double[] reference) => new(reference,
            [.. reference.Select((bound, axis) => reference.Select((_, i) => i == axis ? bound : double.NegativeInfinity).ToArray())]);

        public bool IsAbove(double[] point) => point.Zip(High).All(pair => pair.First < pair.Second);

        // Null when the bound would not be the largest of its kind.
        public Corner? MovedTo(double[] point, int axis)
        {
            for (int other = 0; other < High.Length; other++)
            {
                if (other != axis && point[axis] < Bounding[other][axis])
                    return null;
            }

            double[] high = [.. High];
            double[][] bounding = [.. Bounding];
            high[axis] = point[axis];
            bounding[axis] = point;
            return new Corner(high, bounding);
        }

        public double[] Low()
        {
            double[] low = new double[High.Length];
            low[0] = double.NegativeInfinity;
            for (int axis = 1; axis < low.Length; axis++)
            {
                low[axis] = double.NegativeInfinity;
                for (int before = 0; before < axis; before++)
                    low[axis] = Math.Max(low[axis], Bounding[before][axis]);
            }

            return low;
        }
    }
}
