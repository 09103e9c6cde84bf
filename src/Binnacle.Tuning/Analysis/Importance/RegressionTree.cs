using Binnacle.Tuning.Numpy;

namespace Binnacle.Tuning;

/// <summary>A tree that predicts a number: each inner node splits at a threshold of one column, each leaf has the mean of its samples.</summary>
/// <remarks>
/// Grown as CART (Breiman et al. 1984) by squared error, until leaves are pure. The columns are sorted once; every split divides
/// the sorted lists and keeps their order, so that a level of the tree costs one pass.
/// </remarks>
internal sealed class RegressionTree
{
    // Values closer than this are not told apart, and purer nodes are not split, as in scikit-learn.
    private const float SmallestGap = 1e-7f;
    private const double Pure = 2.220446049250313e-16;

    private readonly List<TreeNode> _nodes = [];

    private RegressionTree()
    {
    }

    /// <summary>The nodes; the root is the first, children follow their parents.</summary>
    public IReadOnlyList<TreeNode> Nodes => _nodes;

    /// <param name="columns">For each column the samples' values.</param>
    /// <param name="targets">What the samples have.</param>
    /// <param name="weights">How often each sample counts; 0 leaves it out.</param>
    /// <param name="maximumDepth">How deep the tree may become.</param>
    /// <param name="random">Decides between columns that split equally well.</param>
    public static RegressionTree Grow(float[][] columns, double[] targets, int[] weights, int maximumDepth, RandomState random)
    {
        RegressionTree tree = new();
        Samples samples = new(columns, targets, weights);
        Stack<(int Start, int End, int Depth, int Parent, bool IsLeft)> waiting = new();
        waiting.Push((0, samples.Count, 0, -1, false));
        while (waiting.TryPop(out var part))
        {
            int place = tree._nodes.Count;
            tree._nodes.Add(samples.Describe(part.Start, part.End));
            if (part.Parent >= 0)
                tree._nodes[part.Parent] = part.IsLeft ? tree._nodes[part.Parent] with { Left = place } : tree._nodes[part.Parent] with { Right = place };
            if (part.Depth >= maximumDepth || part.End - part.Start < 2 || tree._nodes[place].Impurity <= Pure
                || samples.FindSplit(part.Start, part.End, random) is not { } split)
            {
                continue;
            }

            tree._nodes[place] = tree._nodes[place] with { Column = split.Column, Threshold = split.Threshold };
            int middle = samples.Divide(part.Start, part.End, split);
            waiting.Push((middle, part.End, part.Depth + 1, place, false));
            waiting.Push((part.Start, middle, part.Depth + 1, place, true));
        }

        return tree;
    }

    private readonly record struct Split(int Column, double Threshold);

    /// <summary>The samples of a growing tree: for each column their places in ascending order, a node's samples side by side.</summary>
    private sealed class Samples
    {
        private readonly float[][] _columns;
        private readonly double[] _targets;
        private readonly int[] _weights;
        private readonly int[][] _orders;
        private readonly bool[] _goesLeft;
        private readonly int[] _right;

        public Samples(float[][] columns, double[] targets, int[] weights)
        {
            (_columns, _targets, _weights) = (columns, targets, weights);
            int[] used = [.. Enumerable.Range(0, targets.Length).Where(sample => weights[sample] > 0)];
            _orders = [.. columns.Select(column => used.OrderBy(sample => column[sample]).ToArray())];
            _goesLeft = new bool[targets.Length];
            _right = new int[used.Length];
            Count = used.Length;
        }

        public int Count { get; }

        public TreeNode Describe(int start, int end)
        {
            double weight = 0, sum = 0, squares = 0;
            for (int i = start; i < end; i++)
            {
                int sample = _orders[0][i];
                weight += _weights[sample];
                sum += _weights[sample] * _targets[sample];
            }

            double mean = sum / weight;
            for (int i = start; i < end; i++)
            {
                int sample = _orders[0][i];
                double difference = _targets[sample] - mean;
                squares += _weights[sample] * (difference * difference);
            }

            return new TreeNode(-1, 0, -1, -1, mean, weight, squares / weight);
        }

        // The split that leaves the least squared error; columns are tried in a random order, the first of equals wins.
        public Split? FindSplit(int start, int end, RandomState random)
        {
            Split? best = null;
            double most = double.NegativeInfinity;
            double weight = 0, sum = 0;
            for (int i = start; i < end; i++)
            {
                weight += _weights[_orders[0][i]];
                sum += _weights[_orders[0][i]] * _targets[_orders[0][i]];
            }

            foreach (int column in random.Permutation(_columns.Length))
            {
                float[] values = _columns[column];
                int[] order = _orders[column];
                double leftWeight = 0, leftSum = 0;
                for (int i = start; i < end - 1; i++)
                {
                    leftWeight += _weights[order[i]];
                    leftSum += _weights[order[i]] * _targets[order[i]];
                    float here = values[order[i]], next = values[order[i + 1]];
                    if (next <= here + SmallestGap)
                        continue;
                    double rightSum = sum - leftSum;
                    double gain = leftSum * leftSum / leftWeight + rightSum * rightSum / (weight - leftWeight);
                    if (gain > most)
                    {
                        double threshold = here / 2.0 + next / 2.0;
                        (most, best) = (gain, new Split(column, threshold < next ? threshold : here));
                    }
                }
            }

            return best;
        }

        public int Divide(int start, int end, Split split)
        {
            foreach (int sample in _orders[0].AsSpan(start, end - start))
                _goesLeft[sample] = _columns[split.Column][sample] <= split.Threshold;
            int middle = start;
            foreach (int[] order in _orders)
            {
                middle = start;
                int rights = 0;
                for (int i = start; i < end; i++)
                {
                    if (_goesLeft[order[i]])
                        order[middle++] = order[i];
                    else
                        _right[rights++] = order[i];
                }

                _right.AsSpan(0, rights).CopyTo(order.AsSpan(middle));
            }

            return middle;
        }
    }
}
