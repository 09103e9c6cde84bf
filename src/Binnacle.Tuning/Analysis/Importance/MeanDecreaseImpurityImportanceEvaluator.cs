namespace Binnacle.Tuning;

/// <summary>Mean decrease in impurity: how much the splits of a random forest at a parameter lower the variance.</summary>
/// <remarks>The choices of a categorical parameter are columns of the forest; their importances are added up.</remarks>
public sealed class MeanDecreaseImpurityImportanceEvaluator : IImportanceEvaluator
{
    private readonly ForestOptions _options;

    /// <param name="options">The forest; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public MeanDecreaseImpurityImportanceEvaluator(ForestOptions? options = null) => _options = (options ?? new ForestOptions()).Checked();

    /// <inheritdoc/>
    public IReadOnlyList<double> Evaluate(ImportanceSample sample)
    {
        EncodedSpace space = EncodedSpace.Of(sample.Space);
        RegressionTree[] forest = RandomForest.Grow(
            space.Encode(sample.Values), [.. sample.Targets], _options.Trees, _options.MaximumDepth, _options.Seed);
        double[] byColumn = new double[space.Low.Length];
        foreach (RegressionTree tree in forest)
            AddDecreases(tree, byColumn);
        double sum = byColumn.Sum();
        return [.. space.Columns.Select(columns => sum == 0 ? 0 : byColumn.AsSpan(columns.First, columns.Count).ToArray().Sum() / sum)];
    }

    // Each tree's decreases add up to 1; a tree without a split adds nothing.
    private static void AddDecreases(RegressionTree tree, double[] byColumn)
    {
        double[] decreases = new double[byColumn.Length];
        foreach (TreeNode node in tree.Nodes)
        {
            if (!node.IsLeaf)
                decreases[node.Column] += Error(node) - Error(tree.Nodes[node.Left]) - Error(tree.Nodes[node.Right]);
        }

        double sum = decreases.Sum();
        for (int column = 0; column < byColumn.Length && sum > 0; column++)
            byColumn[column] += decreases[column] / sum;
    }

    private static double Error(TreeNode node) => node.Weight * node.Impurity;
}
