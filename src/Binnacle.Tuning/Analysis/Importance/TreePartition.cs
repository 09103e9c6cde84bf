using System.Numerics;

namespace Binnacle.Tuning;

/// <summary>The boxes into which the leaves of a tree divide the search space, and the variances of the tree over it.</summary>
internal sealed class TreePartition
{
    private readonly List<Box> _boxes = [];
    private readonly double _mean;

    public TreePartition(RegressionTree tree, EncodedSpace space)
    {
        Collect(tree, 0, [.. space.Low.Select(_ => 0.0)], [.. space.Low.Select(_ => 1.0)], space);
        _mean = _boxes.Sum(box => box.Value * box.Volume);
    }

    /// <summary>The variance of the tree over the whole space.</summary>
    public double Variance => _boxes.Sum(box => (box.Value - _mean) * (box.Value - _mean) * box.Volume);

    /// <summary>The variance of the mean prediction as a function of some columns alone.</summary>
    public double MarginalVariance(int first, int count) => Math.Max(0, count == 1 ? OfInterval(first) : OfChoices(first, count));

    // Ends are kept as shares of the space's range, so that volumes add up to 1.
    private void Collect(RegressionTree tree, int index, double[] low, double[] high, EncodedSpace space)
    {
        TreeNode node = tree.Nodes[index];
        if (node.IsLeaf)
        {
            double volume = 1;
            for (int column = 0; column < low.Length; column++)
                volume *= high[column] - low[column];
            if (volume > 0)
                _boxes.Add(new Box(node.Value, volume, low, high));
            return;
        }

        double range = space.High[node.Column] - space.Low[node.Column];
        double place = Math.Clamp((node.Threshold - space.Low[node.Column]) / range, low[node.Column], high[node.Column]);
        Collect(tree, node.Left, low, With(high, node.Column, place), space);
        Collect(tree, node.Right, With(low, node.Column, place), high, space);
    }

    private static double[] With(double[] ends, int column, double place)
    {
        double[] changed = [.. ends];
        changed[column] = place;
        return changed;
    }

    // The marginal is constant between the boxes' ends; each box adds its value, weighted by its extent in the other columns.
    private double OfInterval(int column)
    {
        var changes = new (double Place, double Change)[2 * _boxes.Count];
        for (int i = 0; i < _boxes.Count; i++)
        {
            Box box = _boxes[i];
            double height = (box.Value - _mean) * box.Volume / (box.High[column] - box.Low[column]);
            changes[2 * i] = (box.Low[column], height);
            changes[2 * i + 1] = (box.High[column], -height);
        }

        Array.Sort(changes, (left, right) => left.Place.CompareTo(right.Place));
        double variance = 0, marginal = 0, place = 0;
        foreach (var (next, change) in changes)
        {
            variance += marginal * marginal * (next - place);
            (place, marginal) = (next, marginal + change);
        }

        return variance;
    }

    // Each choice is a column of its own that a box leaves open or halves: two boxes share a part of 2^-k of the cube of choices,
    // k being how many columns either of them halves, unless they took different halves of one.
    private double OfChoices(int first, int count)
    {
        Dictionary<(BigInteger Without, BigInteger With), double> heights = [];
        foreach (Box box in _boxes)
        {
            BigInteger without = 0, with = 0;
            double height = (box.Value - _mean) * box.Volume;
            for (int i = 0; i < count; i++)
            {
                if (box.High[first + i] < 1)
                    without |= BigInteger.One << i;
                if (box.Low[first + i] > 0)
                    with |= BigInteger.One << i;
                height /= box.High[first + i] - box.Low[first + i];
            }

            heights[(without, with)] = heights.GetValueOrDefault((without, with)) + height;
        }

        double variance = 0;
        foreach (var (one, height) in heights)
        {
            foreach (var (other, otherHeight) in heights)
            {
                if ((one.Without & other.With).IsZero && (one.With & other.Without).IsZero)
                    variance += height * otherHeight * Math.Pow(2, -(int)BigInteger.PopCount(one.Without | one.With | other.Without | other.With));
            }
        }

        return variance;
    }

    private sealed record Box(double Value, double Volume, double[] Low, double[] High);
}
